package org.godwit.imap.handler.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.godwit.imap.command.FetchItem;
import org.godwit.imap.command.FetchItem.Attribute;
import org.godwit.imap.command.ImapCommand;

/**
 * A FETCH compiled: what is written for each message, and what must be read for it. For one run.
 *
 * @param items in the order asked for
 * @param itemsIfSeen the same for messages on which the command sets {@code \Seen}: flags as they are now belong to those
 *     (RFC 9051, 6.4.5)
 * @param needsSummary whether an item wants the summary
 * @param bodies number of items that want octets
 * @param wantsMost whether most of every message is wanted
 * @param setsSeen whether an item sets {@code \Seen}
 * @param tellsFlags whether FLAGS was asked for
 * @param tellsModSeq whether MODSEQ was asked for, also by CHANGEDSINCE
 */
record FetchPlan(List<PlannedItem> items, List<PlannedItem> itemsIfSeen, boolean needsSummary, int bodies, boolean wantsMost,
    boolean setsSeen, boolean tellsFlags, boolean tellsModSeq) {

  /**
   * @param condstore whether changed flags are told with UID and MODSEQ (RFC 7162, 3.2.4)
   * @param recent which UIDs are shown as {@code \Recent}
   */
  static FetchPlan of(ImapCommand.Fetch command, boolean condstore, IntPredicate recent) {
    var wanted = new ArrayList<FetchItem>(command.items());
    if (command.uid()) {
      addFirst(wanted, Attribute.UID);
    }
    if (command.modifiers().changedSince().isPresent()) {
      addLast(wanted, Attribute.MODSEQ);
    }
    var ifSeen = new ArrayList<>(wanted);
    if (condstore) {
      addFirst(ifSeen, Attribute.UID);
    }
    addLast(ifSeen, Attribute.FLAGS);
    if (condstore) {
      addLast(ifSeen, Attribute.MODSEQ);
    }
    var compiler = new MetadataItems(recent);
    var items = wanted.stream().map(item -> compiled(item, compiler)).toList();
    var bodies = items.stream().filter(BodyItem.class::isInstance).map(BodyItem.class::cast).toList();
    return new FetchPlan(items, ifSeen.stream().map(item -> compiled(item, compiler)).toList(),
        items.stream().anyMatch(PlannedItem::needsSummary), bodies.size(), bodies.stream().anyMatch(BodyItem::wantsMost),
        wanted.stream().anyMatch(FetchItem::setsSeen), wanted.contains(Attribute.FLAGS), wanted.contains(Attribute.MODSEQ));
  }

  /** Whether all items that need more than the snapshot last, and there are some. */
  boolean lasts() {
    return needsSummary && !setsSeen
        && items.stream().allMatch(item -> item.lasts() || item instanceof MetadataItem && !item.needsSummary());
  }

  /** Whether all items are answered from the snapshot. */
  boolean needsRowOnly() {
    return !needsSummary && bodies == 0;
  }

  private static void addFirst(List<FetchItem> items, Attribute attribute) {
    if (!items.contains(attribute)) {
      items.addFirst(attribute);
    }
  }

  private static void addLast(List<FetchItem> items, Attribute attribute) {
    if (!items.contains(attribute)) {
      items.addLast(attribute);
    }
  }

  private static PlannedItem compiled(FetchItem item, MetadataItems compiler) {
    return switch (item) {
      case Attribute attribute -> compiler.of(attribute);
      case FetchItem.Preview _ -> compiler.preview();
      case FetchItem.Body body -> BodyItem.of(body);
      case FetchItem.Rfc822 old -> BodyItem.of(old);
      case FetchItem.Binary binary -> BodyItem.of(binary);
      case FetchItem.BinarySize size -> BodyItem.of(size);
    };
  }
}
