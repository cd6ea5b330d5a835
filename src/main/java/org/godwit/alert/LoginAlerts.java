package org.godwit.alert;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What everybody is told when they log in. Safe on any thread. */
@FunctionalInterface
public interface LoginAlerts {

  /** Nothing. */
  LoginAlerts NONE = () -> Uni.createFrom().item(List.of());

  /** The alerts of this moment, in order; never fails, and takes no longer than a second. Completes on any thread. */
  Uni<List<Alert>> now();
}
