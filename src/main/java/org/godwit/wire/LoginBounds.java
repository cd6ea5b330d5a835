package org.godwit.wire;

/**
 * What a client may take before it has logged in, or after it has left.
 *
 * @param timeMs time until a login has succeeded, however busy the client is
 * @param bytesMax octets it may send
 * @param commandsMax commands it may give
 */
public record LoginBounds(long timeMs, long bytesMax, int commandsMax) {

  /** A minute, 128 KiB, 100 commands. */
  public static final LoginBounds DEFAULT = new LoginBounds(60_000, 128 * 1024, 100);

  public LoginBounds {
    if (timeMs < 1 || bytesMax < 1 || commandsMax < 1) {
      throw new IllegalArgumentException("timeMs " + timeMs + ", bytesMax " + bytesMax + ", commandsMax " + commandsMax);
    }
  }
}
