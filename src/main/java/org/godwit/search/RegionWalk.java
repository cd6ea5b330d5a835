package org.godwit.search;

import java.util.ArrayList;
import java.util.List;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Part;
import org.godwit.mime.Sections;

/**
 * Goes through the octets of a message in which texts are: it names those to be given next, and hands each on with the region in which
 * it lies. Attachments are left out. One thread at a time.
 *
 * <p>RFC 9051, 6.4.4: only parts of type text and message are looked at.
 */
final class RegionWalk {

  /** Unwanted octets up to this many between wanted ones are read with them: cheaper than another read. */
  private static final int GAP_BYTES = 16 * 1024;

  /**
   * A piece of the message in which texts are: a header or a body.
   *
   * @param top whether it is the message's own and not that of a part
   */
  record Region(Part part, boolean header, boolean top, long start, long end) {}

  /** Takes octets of a region, in order; {@code last} says that it ends with them. */
  @FunctionalInterface
  interface Sink {
    void octets(Region region, byte[] octets, int from, int to, boolean last);
  }

  private final List<Region> regions;
  private int region;
  /** Where the next octets to be taken begin. */
  private long position;

  /**
   * @param topHeader whether the message's own header is wanted
   * @param headers whether those of parts are
   * @param bodies whether bodies are
   */
  RegionWalk(Sections sections, boolean topHeader, boolean headers, boolean bodies) {
    this.regions = regions(sections, topHeader, headers, bodies);
    this.position = regions.isEmpty() ? 0 : regions.getFirst().start;
  }

  private static List<Region> regions(Sections sections, boolean topHeader, boolean headers, boolean bodies) {
    var wanted = new ArrayList<Region>();
    for (Part part : sections.parts()) {
      boolean top = part == sections.root();
      if ((top ? topHeader : headers) && part.header().length() > 0) {
        wanted.add(new Region(part, true, top, part.headerStart(), part.bodyStart()));
      }
      if (bodies && isReadable(part) && part.body().length() > 0) {
        wanted.add(new Region(part, false, top, part.bodyStart(), part.bodyEnd()));
      }
    }
    return wanted;
  }

  private static boolean isReadable(Part part) {
    return part.isText() || part.kind() == Part.Kind.LEAF && part.type().startsWith("message/");
  }

  /** Whether nothing more is wanted. */
  boolean isEnded() {
    return region == regions.size();
  }

  /** The octets to be given next, at most {@code max}. */
  OctetRange next(int max) {
    long end = regions.get(region).end;
    for (int i = region + 1; i < regions.size() && regions.get(i).start - end <= GAP_BYTES; i++) {
      end = regions.get(i).end;
    }
    return new OctetRange(position, Math.min(end, position + max));
  }

  /** Takes what {@link #next} asked for. */
  void feed(byte[] octets, Sink sink) {
    long start = position;
    long end = start + octets.length;
    while (!isEnded() && regions.get(region).start < end) {
      Region now = regions.get(region);
      int from = (int) (Math.max(now.start, start) - start);
      int to = (int) (Math.min(now.end, end) - start);
      boolean last = now.end <= end;
      sink.octets(now, octets, from, to, last);
      if (!last) {
        break;
      }
      region++;
    }
    if (!isEnded()) {
      position = Math.max(end, regions.get(region).start);
    }
  }

  /** Wants nothing more. */
  void end() {
    region = regions.size();
  }
}
