package org.godwit.mail;

import java.util.Arrays;

/** Reads {@code sequence-set = (seq-number / seq-range) ["," sequence-set]} (RFC 9051, 9). */
final class SequenceSetParser {

  private final CharSequence text;
  private int at;

  SequenceSetParser(CharSequence text) {
    this.text = text;
  }

  /** Both ends of every range as given; 0 stands for {@code *}. */
  long[] parse() {
    long[] bounds = new long[4];
    int count = 0;
    do {
      if (count + 2 > bounds.length) {
        bounds = Arrays.copyOf(bounds, bounds.length * 2);
      }
      bounds[count] = number();
      bounds[count + 1] = skip(':') ? number() : bounds[count];
      count += 2;
    } while (skip(','));
    if (at < text.length()) {
      throw new IllegalArgumentException("Unexpected character in sequence set");
    }
    return Arrays.copyOf(bounds, count);
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private long number() {
    if (skip('*')) {
      return 0;
    }
    long number = 0;
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      number = number * 10 + text.charAt(at++) - '0';
      if (number > SequenceSet.NUMBER_MAX) {
        throw new IllegalArgumentException("Number above 4294967295 in sequence set");
      }
    }
    if (at == start) {
      throw new IllegalArgumentException("Expected a number or * in sequence set");
    }
    if (number == 0) {
      throw new IllegalArgumentException("Number 0 in sequence set");
    }
    return number;
  }
}
