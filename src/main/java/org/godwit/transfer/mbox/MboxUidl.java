package org.godwit.transfer.mbox;

import java.util.Locale;
import org.godwit.mail.Pop3Uidl;
import org.godwit.mail.UidValidity;

/**
 * Which POP3 server served an mbox file, and so what its unique-ids were made of: the UIDVALIDITY in X-IMAPbase and the UID in X-UID. The file itself does
 * not tell the two servers apart.
 */
public enum MboxUidl {

  /** Another one, or none: only a header field X-UIDL tells. */
  XUIDL,
  /** UW's ipop3d: UIDVALIDITY, then UID, each {@code %08lx}. */
  UW,
  /** Dovecot with its default, {@code %08Xu%08Xv}: UID, then UIDVALIDITY. */
  DOVECOT;

  /** The unique-id of a message with these; empty if they do not make one. */
  String of(int uid, long validity) {
    if (this == XUIDL || uid == 0 || validity <= 0 || validity > 0xFFFF_FFFFL) {
      return "";
    }
    return this == UW ? String.format(Locale.ROOT, "%08x%08x", validity, uid) : Pop3Uidl.derived(uid, new UidValidity(validity));
  }
}
