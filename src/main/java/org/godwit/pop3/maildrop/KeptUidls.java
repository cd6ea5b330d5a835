package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.mail.MailboxId;
import org.godwit.mail.Pop3Uidl;
import org.godwit.mailbox.api.MailReader;

/**
 * Which messages brought a unique-id along when they were imported. It stands in their summaries; here it is remembered for the maildrops
 * used last, so that a client that polls has only new messages looked at. Safe on any event loop.
 *
 * <p>Bounds: {@value #MAILDROPS_MAX} maildrops, {@value #UIDLS_MAX} unique-ids in all.
 */
public final class KeptUidls {

  private static final int MAILDROPS_MAX = 10_000;
  private static final int UIDLS_MAX = 500_000;

  private record Key(String account, MailboxId mailbox) {}

  /** @param lastUid all messages up to this one have been looked at */
  private record Known(int lastUid, Map<Integer, String> byUid) {}

  private static final Known NOTHING = new Known(0, Map.of());

  private final LinkedHashMap<Key, Known> maildrops = new LinkedHashMap<>(16, 0.75f, true);
  private int uidls;

  /** Those of a maildrop, by UID. Each is there once: of messages that brought the same one along, the first has it. */
  Uni<Map<Integer, String>> of(Maildrop maildrop) {
    var key = new Key(maildrop.account(), maildrop.id());
    var known = known(key);
    int from = maildrop.messages().countUpTo(known.lastUid());
    if (from == maildrop.highestNumber()) {
      return Uni.createFrom().item(known.byUid());
    }
    var scan = new Scan(maildrop, known.byUid(), from);
    return Repeat.whileTrue(scan::turn).map(done -> {
      remember(key, new Known(maildrop.uid(maildrop.highestNumber()), scan.byUid));
      return scan.byUid;
    });
  }

  private synchronized Known known(Key key) {
    return maildrops.getOrDefault(key, NOTHING);
  }

  private synchronized void remember(Key key, Known known) {
    var before = maildrops.put(key, known);
    uidls += known.byUid().size() - (before == null ? 0 : before.byUid().size());
    var oldest = maildrops.entrySet().iterator();
    while ((maildrops.size() > MAILDROPS_MAX || uidls > UIDLS_MAX) && oldest.hasNext()) {
      uidls -= oldest.next().getValue().byUid().size();
      oldest.remove();
    }
  }

  /** Looks at summaries, some at a time. */
  private static final class Scan {
    private final Maildrop maildrop;
    private final NewestPlaces places;
    private final Map<Integer, String> byUid;
    private final HashSet<String> taken;
    private int index;

    Scan(Maildrop maildrop, Map<Integer, String> before, int from) {
      this.maildrop = maildrop;
      this.places = new NewestPlaces(maildrop);
      this.byUid = new HashMap<>(before);
      // a message that was moved away and back brings its own along again
      byUid.keySet().removeIf(uid -> maildrop.messages().indexOf(uid) < 0);
      this.taken = new HashSet<>(byUid.values());
      this.index = from;
    }

    Uni<Boolean> turn() {
      var messages = maildrop.messages();
      int end = Math.min(messages.size(), index + MailReader.SUMMARIES_MAX);
      var uids = new int[end - index];
      Arrays.setAll(uids, i -> messages.uid(index + i));
      return places.summaries(uids).map(summaries -> {
        summaries.forEach(found -> take(found.uid(), found.summary().decode().pop3Uidl()));
        index = end;
        return end < messages.size();
      });
    }

    private void take(int uid, String uidl) {
      if (Pop3Uidl.isValid(uidl) && !Pop3Uidl.isDerived(uidl, maildrop.uidValidity()) && taken.add(uidl)) {
        byUid.put(uid, uidl);
      }
    }
  }
}
