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

  /** Takes no more clients, and lets those who are there end: their sockets' shutdown handlers are called. */
  Uni<Void> close();
}
