package org.godwit.alert;

import java.util.Collection;
import org.godwit.alert.Hearing.Outcome;

/**
 * Whom an alert has reached.
 *
 * @param sessions that it was sent to
 * @param users of those, and of those where it waits
 * @param waiting sessions that get it with their next answer
 * @param refused sessions that do not get it: their clients have left too many unread
 */
public record Told(int sessions, int users, int waiting, int refused) {

  /** Counts. */
  public static Told of(Collection<Hearing> hearings) {
    long users = hearings.stream().filter(hearing -> hearing.outcome() != Outcome.REFUSED).map(Hearing::user).distinct().count();
    return new Told(count(hearings, Outcome.TOLD), Math.toIntExact(users), count(hearings, Outcome.WAITS), count(hearings, Outcome.REFUSED));
  }

  private static int count(Collection<Hearing> hearings, Outcome outcome) {
    return Math.toIntExact(hearings.stream().filter(hearing -> hearing.outcome() == outcome).count());
  }
}
