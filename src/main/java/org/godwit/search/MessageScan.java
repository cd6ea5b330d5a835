package org.godwit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.godwit.mime.HeaderReader;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Part;
import org.godwit.mime.Sections;

/**
 * Reads one message for the terms that its summary left open. It names the octets it wants next, takes them, and tells when all
 * is known; attachments are not read at all. Memory: what {@link HeaderReader} and {@link PartScan} need. One thread at a time.
 *
 * <p>RFC 9051, 6.4.4: only parts of type text and message are looked at; transfer encodings and encoded words are decoded.
 */
final class MessageScan {

  /** Unwanted octets up to this many between wanted ones are read with them: cheaper than another read. */
  private static final int GAP_BYTES = 16 * 1024;

  /** A piece of the message in which some terms are looked for. */
  private record Region(Part part, boolean header, boolean top, long start, long end) {}

  private final Findings findings;
  private final List<Region> regions;
  private int region;
  /** Where the next octets to be taken begin. */
  private long position;
  private HeaderReader header;
  private PartScan partScan;

  MessageScan(Sections sections, Findings findings) {
    this.findings = findings;
    this.regions = regions(sections);
    this.position = regions.isEmpty() ? 0 : regions.getFirst().start;
    if (regions.isEmpty()) {
      findings.end();
    }
  }

  private List<Region> regions(Sections sections) {
    boolean topHeader = wants(term -> term.wantsHeader());
    boolean headers = wants(term -> term.wantsHeader() && term.wantsBody());
    boolean bodies = wants(Term::wantsBody);
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

  private boolean wants(Predicate<Term> kind) {
    return findings.terms().stream().anyMatch(term -> findings.isOpen(term) && kind.test(term));
  }

  private static boolean isReadable(Part part) {
    return part.isText() || part.kind() == Part.Kind.LEAF && part.type().startsWith("message/");
  }

  Findings findings() {
    return findings;
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
  void feed(byte[] octets) {
    long start = position;
    long end = start + octets.length;
    while (!isEnded() && regions.get(region).start < end) {
      Region now = regions.get(region);
      int from = (int) (Math.max(now.start, start) - start);
      int to = (int) (Math.min(now.end, end) - start);
      boolean last = now.end <= end;
      feed(now, octets, from, to, last);
      if (!last) {
        break;
      }
      header = null;
      partScan = null;
      region++;
    }
    if (isEnded()) {
      findings.end();
    } else {
      position = Math.max(end, regions.get(region).start);
    }
  }

  /** The rest cannot be had: what was not found so far counts as not there. */
  void giveUp() {
    region = regions.size();
    findings.end();
  }

  private void feed(Region now, byte[] octets, int from, int to, boolean last) {
    if (now.header) {
      if (header == null) {
        header = new HeaderReader((name, value) -> inField(now, name, value));
      }
      header.feed(octets, from, to - from);
      if (last) {
        header.finish();
      }
    } else {
      if (partScan == null) {
        partScan = new PartScan(now.part, findings, findings.terms().stream().filter(Term::wantsBody).toList());
      }
      partScan.feed(octets, from, to, last);
    }
  }

  private void inField(Region now, String name, String value) {
    String line = null;
    for (Term term : findings.terms()) {
      if (!findings.isOpen(term) || !term.wantsHeader() || !now.top && !term.wantsBody()) {
        continue;
      }
      boolean found;
      if (term.wantsBody()) {
        line = line == null ? name + ": " + value : line;
        found = term.needle().isIn(line);
      } else {
        found = name.equals(term.field()) && term.needle().isIn(value);
      }
      if (found) {
        findings.found(term);
      }
    }
  }
}
