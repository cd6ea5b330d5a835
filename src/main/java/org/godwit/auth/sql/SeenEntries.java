package org.godwit.auth.sql;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserName;

/**
 * Entries to compare a password with when there is no such user: some of those that the database has yielded, so that a refusal
 * takes as long as one of a real user. A name falls on the same entry each time, once enough users have been seen. Safe from any
 * thread.
 */
final class SeenEntries {
  private static final int PLACES = 64;

  private final AtomicReferenceArray<Seen> places = new AtomicReferenceArray<>(PLACES);
  private final Supplier<String> first;
  private volatile String made;

  private record Seen(UserName user, String entry) {}

  SeenEntries() {
    this(() -> PasswordHash.of(Password.of("nobody's password")).text());
  }

  /** @param first an entry as new users have it, for when none has been seen; takes its time */
  SeenEntries(Supplier<String> first) {
    this.first = first;
  }

  /** Takes note of a user's entry; whoever was first keeps a place. */
  void add(UserName user, String entry) {
    int place = place(user);
    Seen known = places.get(place);
    if (known == null || known.user().equals(user) && !known.entry().equals(entry)) {
      places.set(place, new Seen(user, entry));
    }
  }

  /** The entry that stands in for that of an unknown user. Makes one if there is none yet, once. */
  String decoy(UserName unknown) {
    return nextSeen(place(unknown)).map(Seen::entry).orElseGet(this::made);
  }

  private String made() {
    if (made == null) {
      made = first.get();
    }
    return made;
  }

  private Optional<Seen> nextSeen(int place) {
    for (int i = 0; i < PLACES; i++) {
      Seen seen = places.get((place + i) % PLACES);
      if (seen != null) {
        return Optional.of(seen);
      }
    }
    return Optional.empty();
  }

  private static int place(UserName user) {
    return Math.floorMod(user.value().hashCode() * 0x9E3779B1 >>> 7, PLACES);
  }
}
