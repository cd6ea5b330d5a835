package org.godwit.imap.session;

/** What a client switches on, with ENABLE (RFC 5161) or by using it, and what then changes for it. */
public enum Feature {
  /** RFC 9051, 6.3.1: rev2 responses, UTF-8 names. */
  IMAP4REV2(Capability.IMAP4REV2),
  /** RFC 9755: UTF-8 in quoted strings and headers. */
  UTF8_ACCEPT(Capability.UTF8_ACCEPT),
  /** RFC 7162, 3.1: MODSEQ in untagged FETCH; also by any CONDSTORE-enabling command. */
  CONDSTORE(Capability.CONDSTORE),
  /** RFC 7162, 3.2.3: VANISHED in place of EXPUNGE; brings CONDSTORE with it. */
  QRESYNC(Capability.QRESYNC);

  private final Capability needs;

  Feature(Capability needs) {
    this.needs = needs;
  }

  /** The name in ENABLE. */
  public String capability() {
    return needs.wire();
  }

  /** The capability it belongs to. */
  public Capability needs() {
    return needs;
  }
}
