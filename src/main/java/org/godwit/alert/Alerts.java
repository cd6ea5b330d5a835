package org.godwit.alert;

import io.smallrye.mutiny.Uni;

/** Tells those who are logged in now. Safe on any thread. */
@FunctionalInterface
public interface Alerts {

  /** Sends an alert to every session it is for; waits for no client. */
  Uni<Told> tell(Alert alert, Audience audience);
}
