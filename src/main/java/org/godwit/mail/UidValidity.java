package org.godwit.mail;

/** UIDVALIDITY (RFC 9051, 2.3.1.1): 1 to 2^32-1; grows within an account, so a name created again never repeats one. */
public record UidValidity(long value) {

  public UidValidity {
    if (value < 1 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("uidvalidity " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
