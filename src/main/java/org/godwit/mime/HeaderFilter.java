package org.godwit.mime;

import java.util.Collection;
import org.godwit.mail.CompactWriter;

/**
 * HEADER.FIELDS and HEADER.FIELDS.NOT (RFC 9051, 6.4.5) of a header that streams by, to the byte: chosen fields with
 * their continuation lines, then the blank line if the header has one. Bounded memory. One thread.
 */
public final class HeaderFilter {
  private final HeaderNames names;
  private final boolean not;
  /** Made when a line comes in pieces. */
  private byte[] start;
  private int startSize;
  private boolean undecided = true;
  private boolean passing;
  private boolean done;

  /**
   * Passes the fields of these names, in any case.
   *
   * @param not true to pass all other fields instead, and garbage among them
   */
  public HeaderFilter(Collection<String> fieldNames, boolean not) {
    this(new HeaderNames(fieldNames), not);
  }

  /** The same with names that are prepared once for many headers. */
  public HeaderFilter(HeaderNames names, boolean not) {
    this.names = names;
    this.not = not;
    this.passing = not;
  }

  /** What remains of a header that is in memory as a whole. */
  public static byte[] select(byte[] header, Collection<String> fieldNames, boolean not) {
    CompactWriter out = new CompactWriter(256);
    HeaderFilter filter = new HeaderFilter(fieldNames, not);
    OctetSink sink = (bytes, offset, length) -> out.bytes(bytes, offset, length);
    filter.feed(header, 0, header.length, sink);
    filter.finish(sink);
    return out.toByteArray();
  }

  /** Takes the next octets of the header, in any cut; what comes behind its blank line is ignored. */
  public void feed(byte[] bytes, int offset, int length, OctetSink sink) {
    int at = offset;
    int end = offset + length;
    while (at < end && !done) {
      if (undecided && startSize == 0) {
        at = wholeLines(bytes, at, end, sink);
        if (at == end) {
          return;
        }
      }
      at = undecided ? decide(bytes[at], at, sink) : rest(bytes, at, end, sink);
    }
  }

  /** Tells that the header ends here. */
  public void finish(OctetSink sink) {
    if (undecided && startSize > 0) {
      decided(not, sink);
    }
    done = true;
  }

  /** Fields whose first line is here as a whole, which is how most come: nothing of them is held. Returns where others begin. */
  private int wholeLines(byte[] bytes, int from, int end, OctetSink sink) {
    int at = from;
    while (at < end && bytes[at] != ' ' && bytes[at] != '\t') {
      int colon = FieldNames.colon(bytes, at, Math.min(end - at, FieldNames.NAME_BYTES_MAX - 1));
      int lineFeed = colon < 0 ? -1 : Lines.indexOf(bytes, colon, end);
      if (lineFeed < 0) {
        return at;
      }
      passing = names.contains(bytes, at, nameEnd(bytes, at, colon) - at) != not;
      if (passing) {
        sink.accept(bytes, at, lineFeed + 1 - at);
      }
      at = lineFeed + 1;
    }
    return at;
  }

  /** The beginning of a line is held until it tells whether the line passes. */
  private int decide(byte octet, int at, OctetSink sink) {
    if (startSize == 0 && (octet == ' ' || octet == '\t')) {
      undecided = false;
      return at;
    }
    if (start == null) {
      start = new byte[FieldNames.NAME_BYTES_MAX];
    }
    start[startSize++] = octet;
    if (octet == ':' && startSize > 1) {
      decided(names.contains(start, 0, nameEnd(start, 0, startSize - 1)) != not, sink);
    } else if (octet == '\n') {
      endOfStart(sink);
    } else if (startSize == FieldNames.NAME_BYTES_MAX) {
      decided(not, sink);
    }
    return at + 1;
  }

  /** Obsolete white space before the colon does not belong to the name (RFC 5322, 4.5). */
  private static int nameEnd(byte[] bytes, int from, int colon) {
    int end = colon;
    while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    return end;
  }

  private void endOfStart(OctetSink sink) {
    done = startSize == 1 || startSize == 2 && start[0] == '\r';
    decided(done || not, sink);
    undecided = true;
  }

  private void decided(boolean pass, OctetSink sink) {
    if (pass) {
      sink.accept(start, 0, startSize);
    }
    passing = pass;
    startSize = 0;
    undecided = false;
  }

  private int rest(byte[] bytes, int at, int end, OctetSink sink) {
    int lineFeed = Lines.indexOf(bytes, at, end);
    int next = lineFeed < 0 ? end : lineFeed + 1;
    if (passing) {
      sink.accept(bytes, at, next - at);
    }
    undecided = lineFeed >= 0;
    return next;
  }
}
