package org.godwit.imap.handler.fetch;

import java.nio.charset.StandardCharsets;

/** A compiled item of a FETCH. */
sealed interface PlannedItem permits BodyItem, MetadataItem {

  /** The item's name as on the wire, with a space before and behind. */
  byte[] label();

  /** Whether the message's summary is needed. */
  boolean needsSummary();

  /** Whether it is answered from the summary alone, which never changes, and for all sessions alike. */
  boolean lasts();

  /** The octets of {@link #label}. */
  static byte[] label(String name) {
    return (" " + name + " ").getBytes(StandardCharsets.UTF_8);
  }
}
