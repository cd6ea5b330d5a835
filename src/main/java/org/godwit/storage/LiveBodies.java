package org.godwit.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.account.AccountState;
import org.godwit.account.Extent;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.storage.checkpoint.CheckpointWriter.Loader;

/** Which parts of the journal's segments messages point to. */
final class LiveBodies {

  private final List<Extent> bodies;
  private final Map<Integer, Long> octets = new HashMap<>();

  /** @param bodies distinct ones in the journal, by position */
  LiveBodies(List<Extent> bodies) {
    this.bodies = bodies;
    bodies.forEach(body -> octets.merge(body.segment(), body.length(), Long::sum));
  }

  /** Looks at every message, each mailbox that is not resident being loaded for as long as that takes. */
  static LiveBodies of(AccountState state, Loader loader) throws IOException {
    var all = new ArrayList<Extent>();
    for (MailboxEntry entry : state.mailboxes()) {
      add(messages(state, entry, loader), all);
    }
    all.sort(Comparator.comparingLong(Extent::position));
    var distinct = new ArrayList<Extent>(all.size());
    for (Extent body : all) {
      if (distinct.isEmpty() || distinct.getLast().position() != body.position()) {
        distinct.add(body);
      }
    }
    return new LiveBodies(distinct);
  }

  /** A mailbox's messages, loaded if they are not resident, with their bodies where they are now. */
  static MailboxState messages(AccountState state, MailboxEntry entry, Loader loader) throws IOException {
    return entry.isResident() ? entry.messages()
        : state.withResident(loader.load(entry.id())).mailbox(entry.id()).orElseThrow().messages();
  }

  private static void add(MailboxState messages, List<Extent> all) {
    for (int i = 0; i < messages.size(); i++) {
      var body = messages.body(i);
      if (!body.isBodyFile() && body.length() > 0) {
        all.add(body);
      }
    }
  }

  /** Distinct bodies in the journal, by position. */
  List<Extent> bodies() {
    return bodies;
  }

  /** Octets of live bodies in a segment. */
  long in(int segment) {
    return octets.getOrDefault(segment, 0L);
  }

  /** Octets of live bodies in all segments. */
  long total() {
    return octets.values().stream().mapToLong(Long::longValue).sum();
  }
}
