package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.godwit.search.Threads;
import org.godwit.wire.Output;

/** Threads as they go over the wire, rows counted from 1. */
public final class ThreadWire {

  private ThreadWire() {}

  /** Without {@code * THREAD} and the line end. */
  public static String of(Threads threads) {
    var written = Buffer.buffer();
    new ThreadList(threads, row -> row + 1).write(new ResponseWriter(into(written))).await().indefinitely();
    return written.toString(StandardCharsets.US_ASCII).replace("* THREAD", "").strip();
  }

  private static Output into(Buffer written) {
    return new Output() {
      @Override
      public void put(int octet) {
        written.appendByte((byte) octet);
      }

      @Override
      public void put(byte[] octets, int offset, int length) {
        written.appendBytes(octets, offset, length);
      }

      @Override
      public void putAscii(String ascii) {
        written.appendString(ascii);
      }

      @Override
      public Uni<Void> drained() {
        return Uni.createFrom().voidItem();
      }

      @Override
      public void flush() {}
    };
  }
}
