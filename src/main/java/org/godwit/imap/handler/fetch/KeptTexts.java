package org.godwit.imap.handler.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.godwit.account.OctetColumn;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidValidity;

/**
 * What FETCH answered lately for items that never change (ENVELOPE, BODYSTRUCTURE, header fields of a summary), as it goes over the
 * wire: clients that keep nothing, webmail above all, ask for the same of the same mailbox again and again. Reading a summary of two
 * KiB and checking it costs more than the 300 octets that are wanted of it. Kept is only what was asked for twice, so that a client
 * that fetches everything once drives nothing out. Safe on any thread.
 */
final class KeptTexts {

  /** Octets kept of one item of a mailbox; of larger ones the first messages. */
  static final int COLUMN_BYTES_MAX = 4 << 20;

  private static final long BYTES_MAX = 16L << 20;
  private static final Duration IDLE = Duration.ofMinutes(10);
  /** Then they are gathered anew, without messages that are gone. */
  private static final Duration OLD = Duration.ofHours(1);
  /** Items of mailboxes that are remembered to have been asked for. */
  private static final int ASKED_MAX = 10_000;
  /** Commands that gather texts at the same time: each may hold some columns that do not count as kept yet. */
  private static final int LEARNERS_MAX = 4;

  /**
   * An item of all messages of a mailbox.
   *
   * @param label as on the wire: it tells which header fields
   */
  record Name(String account, MailboxId mailbox, UidValidity validity, String label) {}

  private final Cache<Name, OctetColumn> columns = Caffeine.newBuilder().maximumWeight(BYTES_MAX)
      .weigher((Name name, OctetColumn column) -> 256 + 2 * name.label.length() + column.weight()).expireAfterAccess(IDLE)
      .expireAfterWrite(OLD).executor(Runnable::run).build();
  private final Cache<Name, Boolean> asked = Caffeine.newBuilder().maximumSize(ASKED_MAX).expireAfterAccess(IDLE)
      .executor(Runnable::run).build();
  private final Semaphore learners = new Semaphore(LEARNERS_MAX);

  /** What is kept; perhaps nothing. */
  OctetColumn get(Name name) {
    var kept = columns.getIfPresent(name);
    return kept == null ? OctetColumn.EMPTY : kept;
  }

  /** Keeps it, for some time. */
  void put(Name name, OctetColumn column) {
    columns.put(name, column);
  }

  /** Notes that it is asked for. @return whether it was before */
  boolean asksAgain(Name name) {
    return asked.asMap().put(name, true) != null;
  }

  /** Whether another command may gather texts; it ends with {@link #learnt}. */
  boolean mayLearn() {
    return learners.tryAcquire();
  }

  /** A command that gathered texts has ended. */
  void learnt() {
    learners.release();
  }
}
