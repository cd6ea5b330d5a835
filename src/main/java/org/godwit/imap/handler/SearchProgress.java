package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.TimeUnit;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.session.ImapSession;
import org.godwit.search.Progress;

/**
 * Tells the client now and then how far its command has come (RFC 9585), and abandons the command when the client is gone: that is
 * what waiting for {@code drained} does. One command; event loop of the session only.
 */
final class SearchProgress implements Progress {

  private final SearchServices services;
  private final ImapSession session;
  private long last;

  SearchProgress(SearchServices services, ImapSession session) {
    this.services = services;
    this.session = session;
    this.last = services.nanos().getAsLong();
  }

  @Override
  public Uni<Void> at(int done, int goal) {
    long now = services.nanos().getAsLong();
    if (now - last >= TimeUnit.MILLISECONDS.toNanos(services.progressMs()) && done < goal) {
      last = now;
      var out = session.out();
      out.untaggedOk(ResponseCode.inProgress(session.tag(), done, goal), "Processed " + 100L * done / goal + "% of the messages");
      out.flush();
    }
    return session.out().drained();
  }
}
