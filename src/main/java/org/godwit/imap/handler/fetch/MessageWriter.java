package org.godwit.imap.handler.fetch;

import org.godwit.imap.response.ResponseWriter;

/** Writes the parts of a FETCH response. Event loop of the session only. */
final class MessageWriter {

  private static final byte[] FETCH = {' ', 'F', 'E', 'T', 'C', 'H', ' ', '('};
  private static final byte[] END = {')', '\r', '\n'};
  private static final byte[] EMPTY = {'"', '"'};

  private final ResponseWriter out;
  private final Turns turns;
  private boolean first;

  MessageWriter(ResponseWriter out, Turns turns) {
    this.out = out;
    this.turns = turns;
  }

  /** Writes items elsewhere, as they are behind others. */
  static MessageWriter recorder(ResponseWriter out) {
    return new MessageWriter(out, null);
  }

  void begin(int sequenceNumber) {
    out.untagged().number(sequenceNumber).raw(FETCH);
    first = true;
  }

  void end() {
    out.raw(END);
    turns.wrote(64);
  }

  void label(PlannedItem item) {
    byte[] label = item.label();
    int gap = first ? 1 : 0;
    out.raw(label, gap, label.length - gap);
    first = false;
  }

  void metadata(MetadataItem item, FetchedMessage message) {
    label(item);
    item.value().write(message, out);
  }

  /** An item as it is behind others, with its label. */
  void text(byte[] octets, int offset, int length) {
    int gap = first ? 1 : 0;
    out.raw(octets, offset + gap, length - gap);
    turns.wrote(length);
    first = false;
  }

  /** No octets, because there is no such section. */
  void absent(BodyItem item) {
    label(item);
    if (item.kind() == BodyItem.Kind.BINARY_SIZE) {
      out.number(0);
    } else {
      out.nil();
    }
  }

  void size(BodyItem item, long octets) {
    label(item);
    out.number(octets);
  }

  /** Announces so many octets, which the caller writes next. */
  void announce(BodyItem item, long octets, boolean nul) {
    label(item);
    if (octets == 0) {
      out.raw(EMPTY);
    } else if (nul && item.kind() == BodyItem.Kind.BINARY) {
      out.literal8Header(octets);
    } else {
      out.literalHeader(octets);
    }
  }

  void octets(BodyItem item, byte[] octets, Located.Window window) {
    if (item.kind() == BodyItem.Kind.BINARY_SIZE) {
      size(item, octets.length);
      return;
    }
    int start = (int) window.startIn(octets.length);
    int length = (int) window.lengthIn(octets.length);
    octets(item, new Slice(octets, start, length));
  }

  void octets(BodyItem item, Slice octets) {
    announce(item, octets.length(), item.kind() == BodyItem.Kind.BINARY && octets.hasNul());
    piece(octets);
  }

  /** Octets of what was announced. */
  void piece(Slice octets) {
    piece(octets.array(), octets.offset(), octets.length());
  }

  /** Octets of what was announced. */
  void piece(byte[] octets, int offset, int length) {
    out.raw(octets, offset, length);
    if (turns != null) {
      turns.wrote(length);
    }
  }
}
