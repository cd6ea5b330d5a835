package org.godwit.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.godwit.alert.Alert;
import org.godwit.alert.Hearing.Outcome;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;

/**
 * The administrator's alerts on their way to one client: a response begins only where none is being written, and no more is
 * written for a client that does not read. Event loop of the session only.
 */
final class PendingAlerts {

  /** Alerts that wait for a client. */
  static final int MAX = 20;

  /** Output that a client may have left unread while it still gets alerts outside of its answers, octets. */
  private static final long UNREAD_BYTES_MAX = 16 * 1024;

  private final ImapSession session;
  private final Deque<Alert> waiting = new ArrayDeque<>();

  PendingAlerts(ImapSession session) {
    this.session = session;
  }

  /** @param between whether no command is running, or it waits for the client's next line as IDLE does */
  Outcome tell(Alert alert, boolean between) {
    if (between && session.link().pendingOutputBytes() <= UNREAD_BYTES_MAX) {
      waiting.add(alert);
      write();
      session.out().flush();
      return Outcome.TOLD;
    }
    return waiting.size() < MAX && waiting.add(alert) ? Outcome.WAITS : Outcome.REFUSED;
  }

  /** Writes those that wait; called before a tagged response. Behind BYE, or after UNAUTHENTICATE, they are dropped. */
  void write() {
    boolean open = session.state() != SessionState.LOGOUT && session.user().isPresent();
    while (!waiting.isEmpty()) {
      var alert = waiting.remove();
      if (open) {
        write(alert, session);
      }
    }
  }

  /** {@code * OK [ALERT] text}; in UTF-8 only where the client takes it in texts (RFC 9051, 9, resp-text). */
  static void write(Alert alert, ImapSession session) {
    String text = session.isRev2() ? alert.text() : alert.ascii();
    ResponseWriter out = session.out();
    out.untagged().raw("OK [").raw(ResponseCode.ALERT.text()).raw("] ").raw(text.getBytes(StandardCharsets.UTF_8)).end();
  }
}
