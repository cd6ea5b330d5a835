package org.godwit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.godwit.wire.Acceptor;

/**
 * Where clients of one protocol connect. Bound first, served later: who connects in between waits, and nothing of what they send is
 * read.
 */
interface Port {

  /** What is spoken here. */
  Protocol protocol();

  /** Where clients find it, a URL for each address. */
  List<String> urls();

  /** Binds every address. Fails with a {@link org.godwit.tool.ToolFailure} that says what is in the way. */
  Uni<Void> bind();

  /** Lets clients in, also those who wait. Called once. */
  void serve(Acceptor acceptor);

  /** Takes no more clients: the system refuses them from now on. Those who have a session may go on until that is ended. Idempotent. */
  void leave();

  /** Takes no more clients; completes when those who were there are gone, or after a while. */
  Uni<Void> close();
}
