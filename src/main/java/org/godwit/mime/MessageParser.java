package org.godwit.mime;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.godwit.mail.Summary;

/**
 * Parses a message as its octets come in, in any cut, into its {@link Summary}. Constant memory whatever the size of the
 * body (see {@link MessageTree}, {@link HeaderBlock} and {@link Preview} for what is kept of a message at most); takes
 * any octets and never throws because of them. Lines end with LF, with or without a CR before it. One thread; used once.
 */
public final class MessageParser {
  private static final int COPY_BYTES = 8192;

  /** The longest line that can be a boundary delimiter: with generous white space behind it. */
  private static final int DELIMITER_BYTES_MAX = MimeFields.BOUNDARY_BYTES_MAX + 1024;

  private final ContentDigest digest = new ContentDigest();
  private final MessageTree tree = new MessageTree();
  private final LineBuffer headerLine = new LineBuffer(HeaderBlock.FIELD_BYTES_MAX);
  private final LineBuffer delimiterLine = new LineBuffer(DELIMITER_BYTES_MAX);
  private final byte[] copy = new byte[COPY_BYTES];

  /** Octets consumed. */
  private long position;
  private long lineStart;
  private boolean atLineStart = true;
  /** The last octet of the feed before, to tell a CR at the cut. */
  private byte lastOctet;
  /** Where the current feed begins in its array. */
  private int feedStart;
  private boolean finished;

  /** Takes the next octets of the message. */
  public void feed(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (finished) {
      throw new IllegalStateException("finished");
    }
    if (length == 0) {
      return;
    }
    digest.update(bytes, offset, length);
    feedStart = offset;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      at = tree.inHeader() ? header(bytes, at, end)
          : tree.hasOpenMultipart() ? multipart(bytes, at, end) : opaque(bytes, at, end);
    }
    lastOctet = bytes[end - 1];
  }

  /** Takes the remaining octets of a buffer, which is then at its limit. */
  public void feed(ByteBuffer buffer) {
    if (buffer.hasArray()) {
      feed(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
      buffer.position(buffer.limit());
      return;
    }
    while (buffer.hasRemaining()) {
      int length = Math.min(buffer.remaining(), COPY_BYTES);
      buffer.get(copy, 0, length);
      feed(copy, 0, length);
    }
  }

  /** Tells that the message is complete. */
  public Summary finish() {
    if (finished) {
      throw new IllegalStateException("finished");
    }
    finished = true;
    if (!headerLine.isEmpty()) {
      headerLineComplete(headerLine.array(), 0, headerLine.size(), headerLine.isCut(), 0);
    } else if (!delimiterLine.isEmpty() && !delimiterLine.isCut()) {
      tree.delimiter(delimiterLine.array(), 0, delimiterLine.size(), lineStart, position);
    }
    tree.finish(position);
    return new SummaryAssembler(tree).assemble(position, digest);
  }

  /** The summary of a message that is in memory as a whole. */
  public static Summary parse(byte[] message) {
    MessageParser parser = new MessageParser();
    parser.feed(message, 0, message.length);
    return parser.finish();
  }

  /** In a header: one line at a time. */
  private int header(byte[] bytes, int at, int end) {
    int lineFeed = Lines.indexOf(bytes, at, end);
    int next = lineFeed < 0 ? end : lineFeed + 1;
    if (headerLine.isEmpty()) {
      lineStart = position;
    }
    position += next - at;
    if (lineFeed < 0) {
      headerLine.append(bytes, at, next - at);
      return next;
    }
    if (headerLine.isEmpty()) {
      int length = Math.min(next - at, HeaderBlock.FIELD_BYTES_MAX);
      headerLineComplete(bytes, at, length, length < next - at, 1);
    } else {
      headerLine.append(bytes, at, next - at);
      headerLineComplete(headerLine.array(), 0, headerLine.size(), headerLine.isCut(), 1);
      headerLine.clear();
    }
    return next;
  }

  private void headerLineComplete(byte[] bytes, int offset, int length, boolean cut, int lineFeeds) {
    boolean delimiter = !cut && length <= DELIMITER_BYTES_MAX
        && tree.delimiter(bytes, offset, length, lineStart, position);
    tree.lineFeeds(lineFeeds, length > 1 && bytes[offset + length - 2] == '\r');
    if (!delimiter) {
      tree.headerLine(bytes, offset, length, cut, position);
    }
    atLineStart = true;
  }

  /** In a body outside of every multipart: nothing can end it but the end of the message. */
  private int opaque(byte[] bytes, int at, int end) {
    tree.lineFeeds(Lines.count(bytes, at, end), false);
    tree.content(bytes, at, end - at);
    position += end - at;
    return end;
  }

  /** In a body inside of a multipart: every line that begins with "--" may be a delimiter. */
  private int multipart(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      if (atLineStart && mayBeDelimiter(bytes, at, end)) {
        tree.content(bytes, from, at - from);
        return delimiterLine(bytes, at, end);
      }
      int lineFeed = Lines.indexOf(bytes, at, end);
      int next = lineFeed < 0 ? end : lineFeed + 1;
      position += next - at;
      atLineStart = lineFeed >= 0;
      if (atLineStart) {
        tree.lineFeeds(1, isAfterCr(bytes, lineFeed));
      }
      at = next;
    }
    tree.content(bytes, from, end - from);
    return end;
  }

  /** True when the octet before index {@code at}, which may have come with the feed before, is CR. */
  private boolean isAfterCr(byte[] bytes, int at) {
    return (at > feedStart ? bytes[at - 1] : lastOctet) == '\r';
  }

  private boolean mayBeDelimiter(byte[] bytes, int at, int end) {
    return !delimiterLine.isEmpty() || bytes[at] == '-' && (at + 1 == end || bytes[at + 1] == '-');
  }

  /** A line that begins with "-" is looked at as a whole, if it is not longer than any delimiter. */
  private int delimiterLine(byte[] bytes, int at, int end) {
    int lineFeed = Lines.indexOf(bytes, at, end);
    int next = lineFeed < 0 ? end : lineFeed + 1;
    if (delimiterLine.isEmpty()) {
      lineStart = position;
    }
    position += next - at;
    tree.content(bytes, at, next - at);
    delimiterLine.append(bytes, at, next - at);
    if (lineFeed >= 0) {
      if (!delimiterLine.isCut()) {
        tree.delimiter(delimiterLine.array(), 0, delimiterLine.size(), lineStart, position);
      }
      tree.lineFeeds(1, isAfterCr(bytes, lineFeed));
      delimiterLine.clear();
    } else if (delimiterLine.isCut()) {
      delimiterLine.clear();
      atLineStart = false;
    }
    return next;
  }
}
