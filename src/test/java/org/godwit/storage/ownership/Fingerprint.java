package org.godwit.storage.ownership;

/** 64 bits that stand for a history; equal histories have equal ones, others almost surely not. */
final class Fingerprint {

  private Fingerprint() {}

  /** What a history becomes by one more event. */
  static long mix(long history, long event) {
    long z = (history ^ event * 0x9E3779B97F4A7C15L) + 0x632BE59BD9B4E019L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  static long of(String text) {
    long all = text.length();
    for (int i = 0; i < text.length(); i++) {
      all = mix(all, text.charAt(i));
    }
    return all;
  }
}
