package org.godwit.account;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.godwit.account.JournalRecord.MessageAdded;
import org.godwit.account.JournalRecord.MessagesCopied;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidValidity;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Everything about an account at one moment, but message bodies: immutable, so that the last durable state can be read by
 * anyone while the next one is being made, and returned to when a write fails.
 *
 * <p>{@link #apply} is the only way in which journaled facts change; it runs live and on replay. Mailboxes may be resident (their
 * messages in memory) or not; a record's {@link JournalRecord#residents} must be.
 */
public final class AccountState {

  /** An account in which nothing happened yet. */
  public static final AccountState EMPTY = new AccountState(HashTreePMap.empty(), TreePMap.empty(),
      TreePSet.empty(), AccountCounters.START, HashTreePMap.empty(), Relocations.NONE);

  private final PMap<MailboxId, MailboxEntry> mailboxes;
  private final TreePMap<MailboxName, MailboxId> names;
  private final TreePSet<MailboxName> subscriptions;
  private final AccountCounters counters;
  /** How many messages point to each body file. */
  private final PMap<Integer, Integer> bodyFiles;
  private final Relocations relocations;

  private AccountState(PMap<MailboxId, MailboxEntry> mailboxes, TreePMap<MailboxName, MailboxId> names,
      TreePSet<MailboxName> subscriptions, AccountCounters counters, PMap<Integer, Integer> bodyFiles,
      Relocations relocations) {
    this.mailboxes = mailboxes;
    this.names = names;
    this.subscriptions = subscriptions;
    this.counters = counters;
    this.bodyFiles = bodyFiles;
    this.relocations = relocations;
  }

  /**
   * From a checkpoint's catalogue: mailboxes not resident.
   *
   * @throws IllegalStateException if two mailboxes share a name
   */
  public static AccountState restore(Collection<MailboxEntry> mailboxes, Collection<MailboxName> subscriptions,
      AccountCounters counters, java.util.Map<Integer, Integer> bodyFiles, Relocations relocations) {
    var state = new AccountState(EMPTY.mailboxes, EMPTY.names, TreePSet.from(subscriptions), counters,
        HashTreePMap.from(bodyFiles), relocations);
    for (MailboxEntry entry : mailboxes) {
      state = state.plusMailbox(entry);
    }
    return state;
  }

  // --- reading ---

  /** All mailboxes, in no order. */
  public Collection<MailboxEntry> mailboxes() {
    return mailboxes.values();
  }

  /** The mailbox with this id. */
  public Optional<MailboxEntry> mailbox(MailboxId id) {
    return Optional.ofNullable(mailboxes.get(id));
  }

  /** The mailbox with this name. */
  public Optional<MailboxEntry> mailbox(MailboxName name) {
    return Optional.ofNullable(names.get(name)).map(mailboxes::get);
  }

  /** Names of the mailboxes, in order: a name's children directly follow it. */
  public NavigableSet<MailboxName> names() {
    return names.navigableKeySet();
  }

  /** Names that are subscribed, with or without a mailbox. */
  public NavigableSet<MailboxName> subscriptions() {
    return subscriptions;
  }

  /** What the next mailbox, message and change will get. */
  public AccountCounters counters() {
    return counters;
  }

  /** How many messages point to each body file; files not in it belong to nobody. */
  public java.util.Map<Integer, Integer> bodyFiles() {
    return bodyFiles;
  }

  /** Bodies that moved since the indexes of non-resident mailboxes were written. */
  public Relocations relocations() {
    return relocations;
  }

  private MailboxEntry entry(MailboxId id) {
    var entry = mailboxes.get(id);
    if (entry == null) {
      throw new IllegalStateException("no mailbox " + id);
    }
    return entry;
  }

  private MailboxState resident(MailboxId id) {
    var state = entry(id).messages();
    if (state == null) {
      throw new IllegalStateException("mailbox " + id + " is not resident");
    }
    return state;
  }

  // --- what happened ---

  /**
   * The state after this record.
   *
   * @throws IllegalStateException if the record does not fit this state: a mailbox that does not exist or is not resident, a
   *     UID below UIDNEXT. On replay that is damage; live it is a bug.
   */
  public AccountState apply(JournalRecord record) {
    return switch (record) {
      case JournalRecord.MailboxCreated r -> create(r);
      case JournalRecord.MailboxesRenamed r -> rename(r);
      case JournalRecord.MailboxDeleted r -> delete(r);
      case JournalRecord.SpecialUseChanged r -> withEntry(entry(r.mailbox()).withSpecialUse(r.specialUse(), r.modSeq()))
          .counting(counters.withModSeq(r.modSeq()));
      case JournalRecord.SubscriptionChanged r -> with(
          r.subscribed() ? subscriptions.plus(r.name()) : subscriptions.minus(r.name()));
      case MessageAdded r -> add(r);
      case MessagesCopied r -> copy(r);
      case JournalRecord.FlagsChanged r -> withMessages(
          resident(r.mailbox()).withFlags(r.uids(), r.mode(), r.flags(), r.modSeq()))
          .counting(counters.withModSeq(r.modSeq()));
      case JournalRecord.MessagesExpunged r -> expunge(r);
      case JournalRecord.RecentTaken r -> withEntry(
          entry(r.mailbox()).withCounts(entry(r.mailbox()).counts().withRecentFrom(r.recentFrom())));
      case JournalRecord.BodiesMoved r -> moveBodies(r);
      case JournalRecord.BaselineBegun r -> new AccountState(EMPTY.mailboxes, EMPTY.names, EMPTY.subscriptions,
          new AccountCounters(r.nextMailboxId(), r.modSeq(), r.lastUidValidity(), r.nextEmailId(), r.nextBodyFile()),
          EMPTY.bodyFiles, Relocations.NONE);
      case JournalRecord.BaselineMailbox r -> plusMailbox(baselineMailbox(r));
      case JournalRecord.BaselineMessages r -> baselineMessages(r);
      case JournalRecord.BaselineVanished r -> baselineVanished(r);
      case JournalRecord.BaselineSubscriptions r -> with(subscriptions.plusAll(r.names()));
      case JournalRecord.BaselineEnded r -> this;
    };
  }

  private AccountState create(JournalRecord.MailboxCreated r) {
    var counts = MailboxCounts.created(r.modSeq());
    var entry = new MailboxEntry(r.mailbox(), r.name(), r.uidValidity(), r.specialUse(), counts,
        MailboxState.empty(r.mailbox(), counts));
    return plusMailbox(entry).counting(counters.withMailbox(r.mailbox(), r.uidValidity()).withModSeq(r.modSeq()));
  }

  private AccountState plusMailbox(MailboxEntry entry) {
    if (mailboxes.containsKey(entry.id()) || names.containsKey(entry.name())) {
      throw new IllegalStateException("mailbox " + entry.id() + " " + entry.name() + " exists");
    }
    return new AccountState(mailboxes.plus(entry.id(), entry), names.plus(entry.name(), entry.id()), subscriptions,
        counters, bodyFiles, relocations);
  }

  private AccountState rename(JournalRecord.MailboxesRenamed r) {
    var nextNames = names;
    for (var change : r.names()) {
      nextNames = nextNames.minus(entry(change.mailbox()).name());
    }
    var nextMailboxes = mailboxes;
    for (var change : r.names()) {
      if (nextNames.containsKey(change.name())) {
        throw new IllegalStateException("mailbox " + change.name() + " exists");
      }
      nextNames = nextNames.plus(change.name(), change.mailbox());
      nextMailboxes = nextMailboxes.plus(change.mailbox(), entry(change.mailbox()).withName(change.name(), r.modSeq()));
    }
    return new AccountState(nextMailboxes, nextNames, subscriptions, counters.withModSeq(r.modSeq()), bodyFiles,
        relocations);
  }

  private AccountState delete(JournalRecord.MailboxDeleted r) {
    var entry = entry(r.mailbox());
    var files = bodyFiles;
    if (!bodyFiles.isEmpty()) {
      var messages = resident(r.mailbox());
      for (int i = 0; i < messages.size(); i++) {
        files = counted(files, messages.body(i), -1);
      }
    }
    return new AccountState(mailboxes.minus(entry.id()), names.minus(entry.name()), subscriptions,
        counters.withModSeq(r.modSeq()), files, relocations);
  }

  private AccountState add(MessageAdded r) {
    var body = r.body().extent();
    var state = resident(r.mailbox()).appender().add(r.uid(), r.flags(), r.modSeq(), r.internalDate(), r.saveDate(),
        r.emailId(), body, r.summary().extent().position()).done();
    return withMessages(state).counting(counters.withMessage(r.emailId(), body).withModSeq(r.modSeq()))
        .counting(body, 1);
  }

  private AccountState copy(MessagesCopied r) {
    var source = resident(r.from());
    var target = resident(r.to()).appender();
    var files = bodyFiles;
    int uid = r.firstUid();
    for (int from : r.uids().toArray()) {
      int i = source.indexOf(from);
      if (i < 0) {
        throw new IllegalStateException("copy of uid " + from + " that " + r.from() + " does not have");
      }
      target.add(uid++, source.flags(i), r.modSeq(), source.internalDate(i), r.saveDate(), source.emailId(i),
          source.body(i), source.summary(i));
      files = counted(files, source.body(i), 1);
    }
    return withMessages(target.done()).with(files).counting(counters.withModSeq(r.modSeq()));
  }

  private AccountState expunge(JournalRecord.MessagesExpunged r) {
    var old = resident(r.mailbox());
    var files = bodyFiles;
    if (!bodyFiles.isEmpty()) {
      for (int uid : old.existing(r.uids()).toArray()) {
        files = counted(files, old.body(old.indexOf(uid)), -1);
      }
    }
    return withMessages(old.without(r.uids(), r.modSeq())).with(files).counting(counters.withModSeq(r.modSeq()));
  }

  private AccountState moveBodies(JournalRecord.BodiesMoved r) {
    var moves = Relocations.NONE.plus(r.moves());
    var next = mailboxes;
    boolean allResident = true;
    for (MailboxEntry entry : mailboxes.values()) {
      if (entry.isResident()) {
        next = next.plus(entry.id(), entry.withMessages(entry.messages().withBodies(moves::map)));
      }
      allResident &= entry.isResident();
    }
    return new AccountState(next, names, subscriptions, counters, bodyFiles,
        allResident ? relocations : relocations.plus(r.moves()));
  }

  private static MailboxEntry baselineMailbox(JournalRecord.BaselineMailbox r) {
    var state = new MailboxBuilder(r.mailbox(), r.uidNext(), r.highestModSeq(), r.recentFrom(),
        r.vanishedForgotten()).build();
    return new MailboxEntry(r.mailbox(), r.name(), r.uidValidity(), r.specialUse(), state.counts(), state);
  }

  private AccountState baselineMessages(JournalRecord.BaselineMessages r) {
    var state = resident(r.mailbox());
    var counts = state.counts();
    var appender = state.withCounts(counts.restored(lastUid(state) + 1, 0, 1)).appender();
    var files = bodyFiles;
    for (MessageRow row : r.rows()) {
      appender.add(row.uid(), row.flags(), row.modSeq(), row.internalDate(), row.saveDate(), row.emailId(), row.body(),
          row.summary());
      files = counted(files, row.body(), 1);
    }
    var next = appender.done();
    return withMessages(next.withCounts(
        next.counts().restored(counts.uidNext(), counts.highestModSeq(), counts.recentFrom()))).with(files);
  }

  private static int lastUid(MailboxState state) {
    return state.size() == 0 ? 0 : state.uid(state.size() - 1);
  }

  private AccountState baselineVanished(JournalRecord.BaselineVanished r) {
    var state = resident(r.mailbox());
    var log = state.vanished();
    for (var vanished : r.vanished()) {
      log = log.plus(vanished.uids(), vanished.modSeq());
    }
    return withMessages(state.withVanished(log));
  }

  // --- residency: no journaled fact changes ---

  /**
   * With the messages of a mailbox in memory, as its index on disk has them; bodies that moved since are put right. Rebuilt from a
   * damaged journal it may have other messages than the catalogue says: then these are what is left, and no UID comes again.
   */
  public AccountState withResident(MailboxState loaded) {
    var known = entry(loaded.id()).counts();
    var counts = loaded.size() == known.messages() ? known : loaded.counts().notBefore(known);
    var moved = relocations.isEmpty() ? loaded : loaded.withBodies(relocations::map);
    return withMessages(moved.withCounts(counts));
  }

  /** Without the messages of a mailbox in memory. Only after a checkpoint that has them. */
  public AccountState evict(MailboxId id) {
    return withEntry(entry(id).evicted());
  }

  /** With a resident mailbox changed in what is no journaled fact: where its summaries lie. */
  public AccountState adopt(MailboxId id, UnaryOperator<MailboxState> change) {
    return withMessages(change.apply(resident(id)));
  }

  /** With these relocations forgotten: every index on disk has the new places. */
  public AccountState settled(Relocations done) {
    return new AccountState(mailboxes, names, subscriptions, counters, bodyFiles, relocations.minus(done));
  }

  // --- small steps ---

  private AccountState withMessages(MailboxState state) {
    return withEntry(entry(state.id()).withMessages(state));
  }

  private AccountState withEntry(MailboxEntry entry) {
    return new AccountState(mailboxes.plus(entry.id(), entry), names, subscriptions, counters, bodyFiles, relocations);
  }

  private AccountState with(TreePSet<MailboxName> newSubscriptions) {
    return new AccountState(mailboxes, names, newSubscriptions, counters, bodyFiles, relocations);
  }

  private AccountState with(PMap<Integer, Integer> files) {
    return files == bodyFiles ? this
        : new AccountState(mailboxes, names, subscriptions, counters, files, relocations);
  }

  private AccountState counting(AccountCounters next) {
    return new AccountState(mailboxes, names, subscriptions, next, bodyFiles, relocations);
  }

  private AccountState counting(Extent body, int more) {
    return with(counted(bodyFiles, body, more));
  }

  private static PMap<Integer, Integer> counted(PMap<Integer, Integer> files, Extent body, int more) {
    if (!body.isBodyFile()) {
      return files;
    }
    int count = files.getOrDefault(-body.segment(), 0) + more;
    return count > 0 ? files.plus(-body.segment(), count) : files.minus(-body.segment());
  }

  /** Mailboxes whose UIDVALIDITY, names and messages a checker may want in a stable order. */
  public List<MailboxEntry> mailboxesById() {
    return mailboxes.values().stream().sorted(java.util.Comparator.comparing(MailboxEntry::id)).toList();
  }

  /** The UIDVALIDITY for a mailbox created now, given the clock's seconds since 1970: above all given before. */
  public UidValidity nextUidValidity(long epochSecond) {
    return new UidValidity(Math.max(counters.lastUidValidity() + 1, Math.min(epochSecond, 0xFFFF_0000L)));
  }
}
