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
