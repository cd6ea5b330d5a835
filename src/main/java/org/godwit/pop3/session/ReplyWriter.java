package org.godwit.pop3.session;

import io.smallrye.mutiny.Uni;
import java.util.Base64;
import org.godwit.wire.Output;

/** Writes replies (RFC 2449, 3). Texts are ASCII, short, and hold nothing that a client sent. Event loop of the connection only. */
public final class ReplyWriter {

  private static final String CRLF = "\r\n";

  private final Output out;
  private boolean inResponse;

  ReplyWriter(Output out) {
    this.out = out;
  }

  /** Where lines of a message are written, between {@link #begin} and {@link #ended}. */
  public Output output() {
    return out;
  }

  /** Begins a multi-line response: {@code +OK text}. */
  public void begin(String text) {
    inResponse = true;
    ok(text);
  }

  /** A line of a multi-line response that does not begin with ".". */
  public void line(String text) {
    out.putAscii(text);
    out.putAscii(CRLF);
  }

  /** Ends a multi-line response. */
  public void end() {
    line(".");
    ended();
  }

  /** The end of a multi-line response is written. */
  public void ended() {
    inResponse = false;
  }

  /** Whether a multi-line response is begun and not ended. */
  boolean isInResponse() {
    return inResponse;
  }

  /** A challenge (RFC 5034, 4). */
  public void challenge(byte[] octets) {
    line("+ " + Base64.getEncoder().encodeToString(octets));
  }

  /** Completes when the client has taken enough that more may be written. */
  public Uni<Void> drained() {
    return out.drained();
  }

  void write(Reply reply) {
    switch (reply) {
      case Reply.Positive(String text) -> ok(text);
      case Reply.Negative(var code, String text) ->
          line("-ERR " + code.map(known -> "[" + known.wire() + "] ").orElse("") + text);
      case Reply.Written written -> { }
    }
  }

  private void ok(String text) {
    line(text.isEmpty() ? "+OK" : "+OK " + text);
  }
}
