package org.godwit.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.body.Summarizer;

/** Makes up records that fit a state, knows what every message's octets are, and writes states out to be compared. */
public final class AccountModel {

  /** A summary that anybody can tell from the octets. */
  public static final Summarizer SUMMARIZER = (octets, length) -> summary(octets.readAllBytes());

  private final Random random;
  private final Map<Long, byte[]> bodies = new HashMap<>();

  public AccountModel(long seed) {
    random = new Random(seed);
  }

  public static byte[] summary(byte[] body) {
    return ("summary of " + body.length + " octets, hash " + java.util.Arrays.hashCode(body)).getBytes();
  }

  public static MailboxName name(String level) {
    return MailboxName.of(level);
  }

  // --- records ---

  public JournalRecord create(AccountState state, String name) {
    var id = new MailboxId(state.counters().nextMailboxId());
    return new JournalRecord.MailboxCreated(id, name(name), state.nextUidValidity(1000),
        name.startsWith("S") ? Set.of("\\Sent") : Set.of(), state.counters().modSeq() + 1);
  }

  public JournalRecord add(AccountState state, MailboxEntry mailbox, int octets) {
    return add(state, mailbox, mailbox.counts().uidNext(), state.counters().nextEmailId(), octets, null);
  }

  public JournalRecord add(AccountState state, MailboxEntry mailbox, int uid, long emailId, int octets, Content received) {
    byte[] body = bodies.get(emailId);
    if (received == null) {
      body = new byte[octets];
      random.nextBytes(body);
      bodies.put(emailId, body);
    }
    Flags flags = switch (random.nextInt(4)) {
      case 0 -> Flags.NONE;
      case 1 -> Flags.ofSystem(Flags.SEEN);
      case 2 -> new Flags(Flags.FLAGGED, List.of("$Junk"));
      default -> new Flags(0, List.of("k" + random.nextInt(5), "$Forwarded"));
    };
    return new JournalRecord.MessageAdded(mailbox.id(), uid, state.counters().modSeq() + 1, flags,
        random.nextInt(1 << 30) * 4096L + 2048, random.nextInt(), emailId,
        received == null ? new Content.Inline(body) : received, new Content.Inline(summary(body)));
  }

  /** Notes the octets of a message that was received into a file. */
  public byte[] receive(long emailId, int octets) {
    byte[] body = new byte[octets];
    random.nextBytes(body);
    bodies.put(emailId, body);
    return body;
  }

  /** Some UIDs of a mailbox; perhaps also some that do not exist. */
  UidSet someUids(MailboxEntry mailbox, boolean existingOnly) {
    var messages = mailbox.messages();
    var all = UidSet.range(1, mailbox.counts().uidNext()).filter(uid -> random.nextInt(3) == 0);
    return existingOnly ? messages.existing(all) : all;
  }

  /** Anything that may happen to an account whose mailboxes are all resident, as one atomic entry. */
  List<JournalRecord> anything(AccountState state) {
    var mailboxes = state.mailboxesById();
    long modSeq = state.counters().modSeq() + 1;
    if (mailboxes.size() < 2) {
      return List.of(create(state, "M" + state.counters().nextMailboxId()));
    }
    var mailbox = mailboxes.get(random.nextInt(mailboxes.size()));
    var other = mailboxes.get(random.nextInt(mailboxes.size()));
    return switch (random.nextInt(14)) {
      case 0 -> List.of(create(state, (random.nextBoolean() ? "S" : "M") + state.counters().nextMailboxId()));
      case 1 -> List.of(new JournalRecord.MailboxesRenamed(
          List.of(new JournalRecord.NewName(mailbox.id(), name("R" + modSeq))), modSeq));
      case 2 -> mailboxes.size() < 4 ? List.of(create(state, "M" + state.counters().nextMailboxId()))
          : List.of(new JournalRecord.MailboxDeleted(mailbox.id(), modSeq));
      case 3 -> List.of(new JournalRecord.SpecialUseChanged(mailbox.id(), Set.of("\\Trash"), modSeq));
      case 4 -> List.of(new JournalRecord.SubscriptionChanged(name("sub" + random.nextInt(3)), random.nextBoolean()));
      case 5 -> copy(mailbox, other, modSeq);
      case 6 -> List.of(new JournalRecord.FlagsChanged(mailbox.id(), someUids(mailbox, false),
          FlagsMode.values()[random.nextInt(3)], new Flags(Flags.SEEN, List.of("k" + random.nextInt(3))), modSeq));
      case 7 -> List.of(new JournalRecord.MessagesExpunged(mailbox.id(), someUids(mailbox, false), modSeq));
      case 8 -> List.of(new JournalRecord.RecentTaken(mailbox.id(), mailbox.counts().uidNext()));
      case 9 -> move(mailbox, other, modSeq);
      default -> {
        var records = new ArrayList<JournalRecord>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          records.add(add(state, mailbox, mailbox.counts().uidNext() + 2 * i, state.counters().nextEmailId() + i,
              random.nextInt(8) == 0 ? 0 : random.nextInt(300), null));
        }
        java.util.Collections.reverse(records);
        yield records;
      }
    };
  }

  private List<JournalRecord> copy(MailboxEntry from, MailboxEntry to, long modSeq) {
    var uids = someUids(from, true);
    return uids.isEmpty() ? List.of(new JournalRecord.SubscriptionChanged(from.name(), true))
        : List.of(new JournalRecord.MessagesCopied(from.id(), uids, to.id(), to.counts().uidNext(), modSeq, 77));
  }

  private List<JournalRecord> move(MailboxEntry from, MailboxEntry to, long modSeq) {
    var uids = someUids(from, true);
    var copied = copy(from, to, modSeq);
    return uids.isEmpty() ? copied
        : List.of(copied.getFirst(), new JournalRecord.MessagesExpunged(from.id(), uids, modSeq));
  }

  // --- states as text ---

  /** Everything in a state whose mailboxes are all resident; contents as they should be. */
  String text(AccountState state) throws IOException {
    return text(state, (messages, i) -> {
      byte[] body = bodies.get(messages.emailId(i));
      return body.length + "/" + java.util.Arrays.hashCode(body) + "/" + new String(summary(body));
    });
  }

  /** Everything in a state, as it is on disk. */
  static String text(AccountState state, DiskAccountStore store) throws IOException {
    var all = state;
    for (MailboxEntry entry : state.mailboxesById()) {
      if (!entry.isResident()) {
        all = all.withResident(store.loadMailbox(entry.id()));
      }
    }
    BodyReader reader = store.reader();
    return text(all, (messages, i) -> {
      byte[] body = reader.read(messages.body(i));
      var summary = reader.summaries(messages, new int[] {i}).getFirst();
      return body.length + "/" + java.util.Arrays.hashCode(body) + "/" + new String(summary.octets(), summary.offset(), summary.length());
    });
  }

  private interface Contents {
    String of(MailboxState messages, int index) throws IOException;
  }

  private static String text(AccountState state, Contents contents) throws IOException {
    var text = new StringBuilder();
    text.append(state.counters()).append('\n').append(new java.util.TreeSet<>(state.subscriptions())).append('\n');
    text.append(new TreeMap<>(state.bodyFiles())).append('\n');
    for (MailboxEntry entry : state.mailboxesById()) {
      text.append(entry.id()).append(' ').append(entry.name()).append(' ').append(entry.uidValidity()).append(' ')
          .append(new java.util.TreeSet<>(entry.specialUse())).append(' ').append(entry.counts()).append('\n');
      var messages = entry.messages();
      for (int i = 0; i < messages.size(); i++) {
        text.append("  ").append(messages.uid(i)).append(' ').append(messages.flags(i)).append(' ')
            .append(messages.modSeq(i)).append(' ').append(messages.internalDate(i)).append(' ')
            .append(messages.saveDate(i)).append(' ').append(messages.emailId(i)).append(' ').append(messages.octets(i))
            .append(' ').append(contents.of(messages, i)).append('\n');
      }
      text.append("  vanished ").append(messages.vanished().since(0)).append('\n');
    }
    return text.toString();
  }

  static UidValidity validity(long value) {
    return new UidValidity(value);
  }
}
