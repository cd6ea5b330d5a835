package org.godwit.pop3.session;

import java.util.Optional;
import org.godwit.pop3.maildrop.Maildrop;
import org.godwit.wire.ConnectionClosed;

/**
 * The protocol state of one client, as handlers see it. Event loop of the connection only.
 *
 * <p>Invariants: a maildrop is claimed in TRANSACTION and UPDATE, and in no other state; it is given back when the connection is gone, at
 * once or, in UPDATE, as soon as it is known what became of the marked messages.
 */
public final class Pop3Session {

  private final ReplyWriter out;
  private final ClientLink link;
  private final Optional<String> timestamp;
  private Pop3State state = Pop3State.AUTHORIZATION;
  private Optional<String> named = Optional.empty();
  private Maildrop maildrop;
  private boolean utf8;

  Pop3Session(ReplyWriter out, ClientLink link, Optional<String> timestamp) {
    this.out = out;
    this.link = link;
    this.timestamp = timestamp;
  }

  /** Where the session stands. */
  public Pop3State state() {
    return state;
  }

  /** Where multi-line responses are written. */
  public ReplyWriter out() {
    return out;
  }

  /** The connection underneath. */
  public ClientLink link() {
    return link;
  }

  /** The timestamp of the greeting (RFC 1939, 7: APOP); empty where APOP is not served. */
  public Optional<String> timestamp() {
    return timestamp;
  }

  /** A successful USER has named somebody. */
  public void name(String user) {
    named = Optional.of(user);
  }

  /** Whom the last USER named; PASS must follow it immediately. */
  public Optional<String> takeNamed() {
    var name = named;
    named = Optional.empty();
    return name;
  }

  /** Whether UTF8 was given (RFC 6856, 2.1). */
  public boolean isUtf8() {
    return utf8;
  }

  /** UTF8 was given. */
  public void utf8(boolean on) {
    utf8 = on;
  }

  /** The maildrop, in TRANSACTION and UPDATE. */
  public Maildrop maildrop() {
    if (maildrop == null) {
      throw new IllegalStateException("no maildrop in " + state);
    }
    return maildrop;
  }

  /** AUTHORIZATION to TRANSACTION. If the connection is gone meanwhile the maildrop is given back. */
  public void opened(Maildrop opened) {
    if (state == Pop3State.ENDED) {
      opened.release();
      throw new ConnectionClosed();
    }
    move(Pop3State.TRANSACTION);
    maildrop = opened;
  }

  /** TRANSACTION to UPDATE. */
  public void update() {
    move(Pop3State.UPDATE);
  }

  /** UPDATE to its end: gives the maildrop back. */
  public void updated() {
    maildrop.release();
    if (state != Pop3State.ENDED) {
      move(Pop3State.ENDED);
    }
  }

  /** The connection is gone. Idempotent. */
  void ended() {
    if (state == Pop3State.TRANSACTION) {
      maildrop.release();
    }
    if (state != Pop3State.ENDED) {
      move(Pop3State.ENDED);
    }
  }

  private void move(Pop3State next) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException(state + " to " + next);
    }
    state = next;
  }
}
