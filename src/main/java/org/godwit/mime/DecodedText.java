package org.godwit.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * The searchable text of a message that streams by (SEARCH TEXT and BODY, RFC 9051, 6.4.4): headers unfolded with encoded
 * words decoded, one "name: value" to a line, and every text part with transfer encoding and charset decoded, HTML as it
 * is. Other parts, preambles and epilogues are passed over. Between two pieces comes a line end, so nothing is found
 * across them. Bounded memory. One thread.
 */
public final class DecodedText {
  /** What is searched. */
  public enum Scope {
    /** TEXT: everything. */
    TEXT,
    /** BODY: everything but the header of the message itself. */
    BODY
  }

  /** A range to decode; {@code text} is null for a header. */
  private record Region(OctetRange range, Part text) {}

  /** Decodes one region. */
  private interface Decoder {
    void decode(byte[] bytes, int offset, int length);

    void finish();
  }

  private final TextSink sink;
  private final List<Region> regions = new ArrayList<>();
  private int index;
  private long position;
  private Decoder decoder;

  /** @param sink takes the text in order, a chunk at a time */
  public DecodedText(Sections sections, Scope scope, TextSink sink) {
    this.sink = sink;
    for (Part part : sections.parts()) {
      if (scope == Scope.TEXT || part != sections.root()) {
        add(new Region(part.header(), null));
      }
      if (part.isText()) {
        add(new Region(part.body(), part));
      }
    }
  }

  /** The offset in the message of the next octet that matters, from the current position on; -1 when none does. */
  public long nextWanted() {
    return index == regions.size() ? -1 : Math.max(position, regions.get(index).range.start());
  }

  /** Jumps ahead in the message, to {@link #nextWanted()} at most: octets that do not matter need not be read. */
  public void skipTo(long offset) {
    if (offset < position || index < regions.size() && offset > nextWanted()) {
      throw new IllegalArgumentException("skip from " + position + " to " + offset);
    }
    position = offset;
  }

  /** Takes the octets of the message from the current position on, in any cut. */
  public void feed(byte[] bytes, int offset, int length) {
    long end = position + length;
    while (index < regions.size() && regions.get(index).range.start() < end) {
      Region region = regions.get(index);
      long from = Math.max(position, region.range.start());
      long to = Math.min(end, region.range.end());
      decoder = decoder == null ? open(region) : decoder;
      decoder.decode(bytes, offset + (int) (from - position), (int) (to - from));
      if (to < region.range.end()) {
        break;
      }
      close();
      index++;
    }
    position = end;
  }

  /** Tells that the message ends here. */
  public void finish() {
    if (decoder != null) {
      close();
    }
    index = regions.size();
  }

  private void add(Region region) {
    if (region.range.length() > 0) {
      regions.add(region);
    }
  }

  private void close() {
    decoder.finish();
    decoder = null;
    sink.accept("\n");
  }

  private Decoder open(Region region) {
    return region.text == null ? header() : text(region.text);
  }

  private Decoder header() {
    HeaderReader reader = new HeaderReader((name, value) -> {
      sink.accept(name.isEmpty() ? value : name + ": " + value);
      sink.accept("\n");
    });
    return new Decoder() {
      @Override
      public void decode(byte[] bytes, int offset, int length) {
        reader.feed(bytes, offset, length);
      }

      @Override
      public void finish() {
        reader.finish();
      }
    };
  }

  /** A part in an encoding that nobody knows is searched as it is. */
  private Decoder text(Part part) {
    TextDecoder characters = new TextDecoder(part.charset());
    OctetSink octets = (bytes, offset, length) -> characters.decode(bytes, offset, length, sink);
    TransferDecoder transfer = TransferDecoder.of(part.encoding())
        .or(() -> TransferDecoder.of(TransferEncoding.BINARY)).orElseThrow();
    return new Decoder() {
      @Override
      public void decode(byte[] bytes, int offset, int length) {
        transfer.decode(bytes, offset, length, octets);
      }

      @Override
      public void finish() {
        transfer.finish(octets);
        characters.finish(sink);
      }
    };
  }
}
