package org.godwit.account;

/**
 * Bytes that a record brings along: still in memory before the record is staged, a place on disk afterwards and on replay.
 */
public sealed interface Content {

  /** Octets. */
  long length();

  /** In memory; nobody changes the array after handing it over. */
  record Inline(byte[] bytes) implements Content {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * In a file of its own that was received into the account's {@code incoming} directory and is durable there. Committing the
   * record gives the file its place as body file {@code bodyFile}; staging turns this into that file's extent.
   *
   * @param name in the incoming directory
   * @param bodyFile the number it gets, at least {@link AccountCounters#nextBodyFile}
   * @param head octets that go in front of the file's and make up the body with them, for a file that other accounts have as well; nobody
   *     changes the array after handing it over
   * @param length octets of both
   */
  record Incoming(String name, int bodyFile, byte[] head, long length) implements Content {}

  /** On disk. */
  record Stored(Extent extent) implements Content {
    @Override
    public long length() {
      return extent.length();
    }
  }

  /** The extent of stored bytes. @throws IllegalStateException if they are not stored yet */
  default Extent extent() {
    if (this instanceof Stored stored) {
      return stored.extent;
    }
    throw new IllegalStateException("content is not stored yet");
  }
}
