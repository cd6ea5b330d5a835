package org.godwit.mailbox.remote;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.core.Handler;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;

/**
 * How messages are told apart on the socket: length (4 octets, big-endian, of what follows), number of the request (4 octets), content.
 * A request's content begins with the service that it is for, a reply's with 0 or the kind of failure.
 */
final class Frames {

  /** Longest frame: a request with its message, or the rows of some million messages. */
  static final int BYTES_MAX = 512 << 20;

  /** The service of mailboxes. */
  static final int STORE = 0;
  /** The service of alerts. */
  static final int ALERTS = 1;
  /** The service that ends the server. */
  static final int LEAVE = 2;

  private Frames() {}

  /** A frame; the content is what the function encodes. */
  static Buffer frame(int number, Consumer<Encoder> content) {
    var out = new Encoder(256).u32(0).u32(number);
    content.accept(out);
    out.patch32(0, out.length() - 4);
    return Buffer.buffer(out.toArray());
  }

  /** Takes frames from the pieces in which they come. */
  static Handler<Buffer> parser(Handler<Frame> frames, Runnable tooLong) {
    var parser = RecordParser.newFixed(4);
    parser.handler(new Handler<>() {
      private boolean head = true;

      @Override
      public void handle(Buffer piece) {
        if (!head) {
          head = true;
          parser.fixedSizeMode(4);
          frames.handle(new Frame(piece.getInt(0), new Decoder(ByteBuffer.wrap(piece.getBytes(4, piece.length())))));
          return;
        }
        int length = piece.getInt(0);
        if (length < 4 || length > BYTES_MAX) {
          tooLong.run();
          return;
        }
        head = false;
        parser.fixedSizeMode(length);
      }
    });
    return parser;
  }

  /** One message. */
  record Frame(int number, Decoder content) {}
}
