package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.imap.command.ImapCommand.Thread;
import org.godwit.imap.command.ThreadAlgorithm;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.response.ThreadList;
import org.godwit.imap.session.ImapSession;
import org.godwit.search.Threader;

/** THREAD and UID THREAD (RFC 5256, 3). */
public final class ThreadHandler implements Handler<Thread> {

  private final SearchWork work;
  private final Threader threader;

  public ThreadHandler(SearchServices services) {
    this.work = new SearchWork(services);
    this.threader = new Threader(services.workers());
  }

  @Override
  public Uni<Tagged> handle(Thread command, ImapSession session) {
    return SearchAnswer.run(session, Optional.empty(), () -> thread(command, session), "Threaded");
  }

  private Uni<Void> thread(Thread command, ImapSession session) {
    return work.find(session, command.key(), command.uid())
        .chain(done -> threader.thread(done.source(), done.matches(), algorithm(command.algorithm()), done.progress())
            .chain(threads -> new ThreadList(threads, done.numbering()::of).write(session.out())));
  }

  private static Threader.Algorithm algorithm(ThreadAlgorithm algorithm) {
    return switch (algorithm) {
      case ORDEREDSUBJECT -> Threader.Algorithm.ORDEREDSUBJECT;
      case REFERENCES -> Threader.Algorithm.REFERENCES;
      case REFS -> Threader.Algorithm.REFS;
    };
  }
}
