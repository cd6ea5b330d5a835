package org.godwit.imap.handler.fetch;

import org.godwit.imap.response.ResponseWriter;

/**
 * An item that is answered from the snapshot or from the summary.
 *
 * @param value writes what stands behind the label
 */
record MetadataItem(byte[] label, boolean needsSummary, boolean lasts, Value value) implements PlannedItem {

  /** Writes a message's value. */
  @FunctionalInterface
  interface Value {
    void write(FetchedMessage message, ResponseWriter out);
  }
}
