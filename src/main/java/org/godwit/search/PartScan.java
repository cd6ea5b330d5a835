package org.godwit.search;

import java.util.List;
import org.godwit.mime.Charsets;
import org.godwit.mime.Part;

/**
 * Looks for terms in the body of one text part: transfer encoding and charset decoded, streaming. A part that is at hand as a
 * whole and needs no decoding is looked through as octets first. One thread.
 */
final class PartScan {

  private final Part part;
  private final Findings findings;
  private final List<Term> terms;
  private final TextScan text;
  private PartText decoded;

  PartScan(Part part, Findings findings, List<Term> terms) {
    this.part = part;
    this.findings = findings;
    this.terms = terms;
    this.text = new TextScan(findings, terms);
  }

  /** Takes the next octets of the body; {@code last} says that it ends with them. */
  void feed(byte[] octets, int from, int to, boolean last) {
    if (decoded == null) {
      if (last && foundInOctets(octets, from, to)) {
        return;
      }
      decoded = new PartText(part, text);
    }
    decoded.feed(octets, from, to);
    if (last) {
      decoded.finish();
      text.finish();
    }
  }

  /** Looks through the octets as they are; true if that says everything about all terms. */
  private boolean foundInOctets(byte[] octets, int from, int to) {
    if (!part.encoding().isIdentity() || !isAsciiCompatible(part.charset())) {
      return false;
    }
    boolean ascii = Octets.isAscii(octets, from, to);
    boolean all = true;
    for (Term term : terms) {
      if (!findings.isOpen(term)) {
        continue;
      }
      if (term.needle().isAscii() && term.needle().isIn(octets, from, to)) {
        findings.found(term);
      } else {
        // in ASCII text an ASCII needle that is not found is not there, and no other needle can be
        all &= ascii;
      }
    }
    return all;
  }

  /** Whether an ASCII octet always stands for its ASCII character, whatever is around it. */
  private static boolean isAsciiCompatible(String charset) {
    return Charsets.lookup(charset)
        .map(known -> known.name().startsWith("ISO-8859-") || known.name().startsWith("windows-125")
            || known.name().equals("UTF-8") || known.name().startsWith("KOI8-"))
        .orElse(true);
  }
}
