package org.godwit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.Summary;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Sections;

/**
 * The messages of one mailbox for one command: the rows as they were when it began, and their summaries and octets wherever they
 * lie by now. When compaction moves them while the command runs, the mailbox is asked for again; when a message is gone or damaged,
 * or its file stays missing, it is absent. One event loop.
 */
public final class SearchSource {

  /** How often places may turn out to have moved before one read is given up. */
  private static final int MOVES_MAX = 5;

  private final TextIndex.Key key;
  private final MailReader reader;
  private final Supplier<Uni<MailboxState>> refresh;
  private final MailboxState rows;
  private final int count;
  /** The newest state known: where things lie. */
  private MailboxState places;

  /**
   * @param account whose mailbox it is
   * @param reader reads the account
   * @param rows the mailbox as the client sees it
   * @param count how many of its messages, from the first, are looked at
   * @param refresh gives the mailbox as it is now
   */
  public SearchSource(String account, MailReader reader, MailboxState rows, int count, Supplier<Uni<MailboxState>> refresh) {
    this.key = new TextIndex.Key(account, rows.id());
    this.reader = reader;
    this.rows = rows;
    this.count = count;
    this.refresh = refresh;
    this.places = rows;
  }

  /** What an index calls the mailbox. */
  TextIndex.Key key() {
    return key;
  }

  /** Reads the account. */
  MailReader reader() {
    return reader;
  }

  /** The rows that all indexes refer to. */
  public MailboxState rows() {
    return rows;
  }

  /** How many rows are looked at. */
  public int count() {
    return count;
  }

  /** Summaries of these rows, ascending, at most {@link MailReader#SUMMARIES_MAX}; null for a message that is gone or damaged. */
  Uni<List<Summary>> summaries(int[] wanted) {
    return summaries(wanted, 0);
  }

  private Uni<List<Summary>> summaries(int[] wanted, int moves) {
    int[] found = new int[wanted.length];
    int[] slots = new int[wanted.length];
    int n = 0;
    for (int i = 0; i < wanted.length; i++) {
      int index = places == rows ? wanted[i] : places.indexOf(rows.uid(wanted[i]));
      if (index >= 0) {
        slots[n] = i;
        found[n++] = index;
      }
    }
    int[] indexes = Arrays.copyOf(found, n);
    return encoded(indexes)
        .map(encoded -> placed(encoded, slots, wanted.length))
        .onFailure(MailboxFailure.class).recoverWithUni(failure -> recovered((MailboxFailure) failure, wanted, moves));
  }

  private Uni<List<EncodedSummary>> encoded(int[] indexes) {
    return Uni.createFrom().deferred(() -> {
      var now = reader.summariesNow(places, indexes);
      return now == null ? reader.summaries(places, indexes) : Uni.createFrom().item(now);
    });
  }

  private static List<Summary> placed(List<EncodedSummary> encoded, int[] slots, int size) {
    var summaries = new ArrayList<Summary>(Collections.nCopies(size, null));
    for (int i = 0; i < encoded.size(); i++) {
      summaries.set(slots[i], decoded(encoded.get(i)));
    }
    return summaries;
  }

  /** The summary if it and its section tree are sound, else null. */
  private static Summary decoded(EncodedSummary encoded) {
    try {
      var summary = encoded.decode();
      Sections.of(summary);
      return summary;
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }

  private Uni<List<Summary>> recovered(MailboxFailure failure, int[] wanted, int moves) {
    if (failure.kind() == MailboxFailure.Kind.EXPIRED && moves < MOVES_MAX) {
      return refresh.get().invoke(newer -> places = newer).chain(() -> summaries(wanted, moves + 1));
    }
    if (failure.kind() != MailboxFailure.Kind.CORRUPT && failure.kind() != MailboxFailure.Kind.EXPIRED) {
      return Uni.createFrom().failure(failure);
    }
    var one = new ArrayList<Summary>();
    if (wanted.length == 1) {
      one.add(null);
      return Uni.createFrom().item(one);
    }
    return Rounds.whileTrue(() -> summaries(new int[] {wanted[one.size()]}, moves)
        .map(single -> one.add(single.getFirst()) && one.size() < wanted.length)).replaceWith(one);
  }

  /** Octets of a message, at most {@link MailReader#READ_BYTES_MAX}; null if it is gone or damaged. */
  Uni<byte[]> octets(int row, OctetRange range) {
    return octets(row, range, 0);
  }

  private Uni<byte[]> octets(int row, OctetRange range, int moves) {
    int index = places == rows ? row : places.indexOf(rows.uid(row));
    if (index < 0) {
      return Uni.createFrom().nullItem();
    }
    Extent extent = places.body(index).slice(range.start(), range.length());
    return read(extent).map(Buffer::getBytes)
        .onFailure(MailboxFailure.class).recoverWithUni(failure -> moved((MailboxFailure) failure, row, range, moves));
  }

  private Uni<Buffer> read(Extent extent) {
    return Uni.createFrom().deferred(() -> {
      var now = reader.readNow(extent);
      return now == null ? reader.read(extent) : Uni.createFrom().item(now);
    });
  }

  private Uni<byte[]> moved(MailboxFailure failure, int row, OctetRange range, int moves) {
    return switch (failure.kind()) {
      case EXPIRED -> moves == MOVES_MAX ? Uni.createFrom().nullItem()
          : refresh.get().invoke(newer -> places = newer).chain(() -> octets(row, range, moves + 1));
      case CORRUPT -> Uni.createFrom().nullItem();
      default -> Uni.createFrom().failure(failure);
    };
  }
}
