package org.godwit.transfer;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.NewMessage;

/** Writes a large message into a file of its own in the account's directory, a piece at a time. */
final class LargeBody extends OutputStream {

  private static final int PIECE_BYTES = 256 * 1024;

  private final IncomingBody body;
  private Buffer piece = Buffer.buffer();

  private LargeBody(IncomingBody body) {
    this.body = body;
  }

  static NewMessage.Received send(Store store, SourceMessage message) throws IOException {
    var body = Store.wait(store.files().receive(store.account()));
    try {
      var out = new LargeBody(body);
      message.writeTo(out);
      out.flush();
      return Store.wait(body.finish());
    } catch (IOException | RuntimeException failed) {
      body.abort();
      throw failed;
    }
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    piece.appendBytes(octets, offset, length);
    if (piece.length() >= PIECE_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() {
    Store.wait(body.write(piece));
    piece = Buffer.buffer();
  }
}
