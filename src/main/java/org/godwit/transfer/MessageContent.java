package org.godwit.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.godwit.mail.Pop3Uidl;
import org.godwit.mail.Summary;
import org.godwit.mime.MessageParser;

/**
 * A message to be imported, read once.
 *
 * @param octets its octets if it is small; null if it is to be read again
 */
record MessageContent(Summary summary, byte[] octets) {

  /** Messages with fewer octets in the source are kept in memory. */
  static final int SMALL_BYTES_MAX = 512 * 1024;

  /** What a message may have at most for the store to tell its size. */
  private static final long BYTES_MAX = 0xFFFF_FFFFL;

  static MessageContent of(SourceMessage message) throws IOException {
    if (message.sourceOctets() <= SMALL_BYTES_MAX) {
      var out = new ByteArrayOutputStream((int) message.sourceOctets() * 21 / 20 + 64);
      message.writeTo(out);
      var octets = out.toByteArray();
      return new MessageContent(kept(message, MessageParser.parse(octets), octets), octets);
    }
    var parser = new MessageParser();
    var stream = new ParserStream(parser);
    message.writeTo(stream);
    var summary = parser.finish();
    if (summary.size() > BYTES_MAX) {
      throw new IOException("has " + summary.size() + " octets, at most " + BYTES_MAX + " are possible");
    }
    return new MessageContent(kept(message, summary, stream.start.toByteArray()), null);
  }

  /** With the unique-id that POP3 showed for it where it comes from: clients that left it there do not fetch it again. */
  private static Summary kept(SourceMessage message, Summary summary, byte[] start) {
    var beside = message.pop3Uidl();
    var uidl = beside.isEmpty() ? XUidl.in(start) : beside;
    return Pop3Uidl.isValid(uidl) ? summary.withPop3Uidl(uidl) : summary;
  }

  private static final class ParserStream extends OutputStream {
    private final MessageParser parser;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();

    ParserStream(MessageParser parser) {
      this.parser = parser;
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      parser.feed(octets, offset, length);
      start.write(octets, offset, Math.min(length, XUidl.HEADER_BYTES_MAX - start.size()));
    }
  }
}
