package org.godwit.imap.handler.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

  /** Messages of a command whose texts are kept: of more, most of the time goes into sending them. */
  static final int MESSAGES_MAX = 4096;
  /** Octets kept of the items of one command; of larger ones the first messages. */
  static final int COLUMN_BYTES_MAX = 2 << 20;

  private static final long BYTES_MAX = 16L << 20;
  private static final Duration IDLE = Duration.ofMinutes(10);
  /** Then they are gathered anew, without messages that are gone. */
  private static final Duration OLD = Duration.ofHours(1);
  /** An item is gathered once in this time at most, so that more of them than can be kept do not displace each other all the time. */
  private static final long REST_NS = TimeUnit.MINUTES.toNanos(1);
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
  /** When each item that was asked for may be gathered. */
  private final Cache<Name, Long> asked = Caffeine.newBuilder().maximumSize(ASKED_MAX).expireAfterAccess(IDLE)
      .executor(Runnable::run).build();
  private final LongSupplier clock;
  private final Semaphore learners = new Semaphore(LEARNERS_MAX);

  /** @param clock nanoseconds */
  KeptTexts(LongSupplier clock) {
    this.clock = clock;
  }

  /** What is kept; perhaps nothing. */
  OctetColumn get(Name name) {
    var kept = columns.getIfPresent(name);
    return kept == null ? OctetColumn.EMPTY : kept;
  }

  /** Keeps it, for some time. It is not gathered again soon, even if it found no room. */
  void put(Name name, OctetColumn column) {
    columns.put(name, column);
    asked.put(name, clock.getAsLong() + REST_NS);
  }

  /** Notes that it is asked for. @return whether it was before, and may be gathered now */
  boolean asksAgain(Name name) {
    long now = clock.getAsLong();
    var may = asked.asMap().putIfAbsent(name, now);
    return may != null && may - now <= 0;
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
