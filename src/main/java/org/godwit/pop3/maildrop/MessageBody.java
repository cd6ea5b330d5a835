package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.godwit.mime.OctetSink;
import org.godwit.wire.Output;

/** One message on its way to the client: read slice by slice, no faster than the client takes it, never whole in memory. Used once. */
public final class MessageBody {

  private static final int SLICE_BYTES = 64 * 1024;

  private final NewestPlaces places;
  private final Output out;
  private final int uid;
  private final long octets;
  private final MessageLines lines;
  private final OctetSink first;
  private final Runnable finish;
  private Buffer slice;
  private long at;

  /**
   * @param number of the message
   * @param utf8 whether the client takes a header beyond ASCII as it is (RFC 6856, 2.1)
   * @param bodyLinesMax lines of the body that are wanted; {@link Long#MAX_VALUE} for all
   */
  public MessageBody(Maildrop maildrop, int number, Output out, boolean utf8, long bodyLinesMax) {
    this.places = new NewestPlaces(maildrop);
    this.out = out;
    this.uid = maildrop.uid(number);
    this.octets = maildrop.octets(number);
    this.lines = new MessageLines(out, bodyLinesMax);
    if (utf8) {
      first = lines;
      finish = lines::finish;
    } else {
      var ascii = new AsciiHeader(lines);
      first = ascii;
      finish = () -> {
        ascii.finish();
        lines.finish();
      };
    }
  }

  /** Reads the first octets: most failures show here, while they can still be told. */
  public Uni<Void> open() {
    return read();
  }

  /** Writes the lines and the end of the response, after {@link #open}. A failure leaves the response without its end. */
  public Uni<Void> write() {
    return Repeat.whileTrue(this::turn).invoke(finish);
  }

  private Uni<Void> read() {
    int length = (int) Math.min(SLICE_BYTES, octets - at);
    if (length == 0) {
      slice = Buffer.buffer();
      return Uni.createFrom().voidItem();
    }
    return places.read(uid, at, length).invoke(read -> slice = read).replaceWithVoid();
  }

  private Uni<Boolean> turn() {
    byte[] copy = slice.getBytes();
    first.accept(copy, 0, copy.length);
    at += copy.length;
    boolean more = at < octets && !lines.isDone();
    var drained = out.drained();
    return more ? drained.chain(this::read).replaceWith(true) : drained.replaceWith(false);
  }
}
