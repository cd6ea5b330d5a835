package org.godwit.search;

import java.util.function.Predicate;
import org.godwit.mime.HeaderReader;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Sections;

/**
 * Reads one message for the terms that its summary left open. It names the octets it wants next, takes them, and tells when all
 * is known; attachments are not read at all. Memory: what {@link HeaderReader} and {@link PartScan} need. One thread at a time.
 *
 * <p>RFC 9051, 6.4.4: only parts of type text and message are looked at; transfer encodings and encoded words are decoded. What
 * {@link MessageTexts} yields of a message has every text that is found here.
 */
final class MessageScan {

  private final Findings findings;
  private final RegionWalk walk;
  private HeaderReader header;
  private PartScan partScan;

  MessageScan(Sections sections, Findings findings) {
    this.findings = findings;
    this.walk = new RegionWalk(sections, wants(Term::wantsHeader), wants(term -> term.wantsHeader() && term.wantsBody()),
        wants(Term::wantsBody));
    if (walk.isEnded()) {
      findings.end();
    }
  }

  private boolean wants(Predicate<Term> kind) {
    return findings.terms().stream().anyMatch(term -> findings.isOpen(term) && kind.test(term));
  }

  Findings findings() {
    return findings;
  }

  /** Whether nothing more is wanted. */
  boolean isEnded() {
    return walk.isEnded();
  }

  /** The octets to be given next, at most {@code max}. */
  OctetRange next(int max) {
    return walk.next(max);
  }

  /** Takes what {@link #next} asked for. */
  void feed(byte[] octets) {
    walk.feed(octets, this::feed);
    if (walk.isEnded()) {
      findings.end();
    }
  }

  /** The rest cannot be had: what was not found so far counts as not there. */
  void giveUp() {
    walk.end();
    findings.end();
  }

  private void feed(RegionWalk.Region now, byte[] octets, int from, int to, boolean last) {
    if (now.header()) {
      if (header == null) {
        header = new HeaderReader((name, value) -> inField(now, name, value));
      }
      header.feed(octets, from, to - from);
      if (last) {
        header.finish();
      }
    } else {
      if (partScan == null) {
        partScan = new PartScan(now.part(), findings, findings.terms().stream().filter(Term::wantsBody).toList());
      }
      partScan.feed(octets, from, to, last);
    }
    if (last) {
      header = null;
      partScan = null;
    }
  }

  private void inField(RegionWalk.Region now, String name, String value) {
    String line = null;
    for (Term term : findings.terms()) {
      if (!findings.isOpen(term) || !term.wantsHeader() || !now.top() && !term.wantsBody()) {
        continue;
      }
      boolean found;
      if (term.wantsBody()) {
        line = line == null ? line(name, value) : line;
        found = term.needle().isIn(line);
      } else {
        found = name.equals(term.field()) && term.needle().isIn(value);
      }
      if (found) {
        findings.found(term);
      }
    }
  }

  /** A header field as TEXT looks at it. */
  static String line(String name, String value) {
    return name + ": " + value;
  }
}
