package org.godwit.wire;

/**
 * Bounds of one connection's output.
 *
 * @param outputBytesMax octets written and not yet taken by the client at which {@link Output#drained} waits; a
 *     connection holds at most this and one item more
 * @param writeTimeoutMs a client that takes nothing of what waits for it for so long is dropped
 */
public record WireLimits(int outputBytesMax, long writeTimeoutMs) {

  /** 256 KiB, five minutes. */
  public static final WireLimits DEFAULT = new WireLimits(256 * 1024, 5 * 60_000L);

  public WireLimits {
    if (outputBytesMax < 1024 || writeTimeoutMs < 1) {
      throw new IllegalArgumentException("outputBytesMax " + outputBytesMax + ", writeTimeoutMs " + writeTimeoutMs);
    }
  }
}
