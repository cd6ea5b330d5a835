package org.godwit.imap.handler.fetch;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.godwit.imap.command.Partial;
import org.godwit.mime.OctetRange;

/** What a body item means in one message: which stored octets, and what is done to them. */
sealed interface Located {

  /** There is no such section: NIL. */
  record Absent() implements Located {}

  /** It cannot be decoded: the item is left out and the command ends with NO [UNKNOWN-CTE]. */
  record Undecodable() implements Located {}

  /** BINARY.SIZE that is known without reading. */
  record Sized(long octets) implements Located {}

  /**
   * Octets that come of others that are in memory.
   *
   * @param octets what they come of: a view
   */
  record InMemory(ByteBuffer octets, Supplier<Transform> start, Window window) implements Located {
    /** All that comes of them. */
    byte[] made() {
      byte[] copy = new byte[octets.remaining()];
      octets.get(octets.position(), copy);
      return Transforms.apply(start.get(), copy, 0, copy.length);
    }
  }

  /** Octets as they are stored; a partial is applied already. */
  record Stored(OctetRange range) implements Located {}

  /**
   * Octets that come of stored ones.
   *
   * @param range what is read
   * @param start a new transform for each run over it
   * @param window what of the outcome is wanted
   */
  record Transformed(OctetRange range, Supplier<Transform> start, Window window) implements Located {}

  /**
   * What a partial leaves of an outcome whose size is not known yet.
   *
   * @param start the first octet wanted
   * @param length octets wanted at most
   */
  record Window(long start, long length) {
    /** Everything. */
    static final Window ALL = new Window(0, Long.MAX_VALUE);

    static Window of(Partial partial) {
      return partial == null ? ALL : new Window(partial.offset(), partial.length());
    }

    /** Where it begins in an outcome of so many octets. */
    long startIn(long total) {
      return Math.min(start, total);
    }

    /** How much of an outcome of so many octets is in it. */
    long lengthIn(long total) {
      return Math.min(length, total - startIn(total));
    }
  }

  Located ABSENT = new Absent();
  Located UNDECODABLE = new Undecodable();

  /** Octets that are gone through, about: what the item costs. */
  default long work() {
    return switch (this) {
      case InMemory inMemory -> inMemory.octets.remaining();
      case Stored stored -> stored.range.length();
      case Transformed transformed -> transformed.range.length();
      case Absent _, Undecodable _, Sized _ -> 0;
    };
  }

  /** What has to be read; null if nothing. */
  default OctetRange needs() {
    OctetRange range = switch (this) {
      case Stored stored -> stored.range;
      case Transformed transformed -> transformed.range;
      case Absent _, Undecodable _, Sized _, InMemory _ -> null;
    };
    return range == null || range.length() == 0 ? null : range;
  }
}
