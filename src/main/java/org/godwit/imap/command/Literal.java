package org.godwit.imap.command;

/**
 * The octets of a literal (RFC 9051, 4.3), in memory or put aside by whoever received them. A large one (a message) is a
 * reference of the receiver's own class, which a handler gets back unchanged in {@link AppendMessage#body}.
 */
public interface Literal {

  /** Octets, as announced. */
  long size();

  /** Whether {@link #bytes} works. */
  boolean inMemory();

  /**
   * The octets; not to be written to.
   *
   * @throws IllegalStateException if it is not in memory
   */
  byte[] bytes();

  /** A literal in memory. */
  static Literal of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** A literal in memory. */
  record InMemory(byte[] bytes) implements Literal {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean inMemory() {
      return true;
    }

    @Override
    public String toString() {
      return "Literal[" + bytes.length + "]";
    }
  }
}
