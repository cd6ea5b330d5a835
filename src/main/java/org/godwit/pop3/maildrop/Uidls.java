package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.godwit.mail.Pop3Uidl;

/** The unique-ids of a maildrop's messages (RFC 1939, 7), all different. */
public final class Uidls {

  private final Maildrop maildrop;
  private final Map<Integer, String> kept;

  private Uidls(Maildrop maildrop, Map<Integer, String> kept) {
    this.maildrop = maildrop;
    this.kept = kept;
  }

  /** Finds out. */
  public static Uni<Uidls> of(Maildrop maildrop, KeptUidls kept) {
    return kept.of(maildrop).map(byUid -> new Uidls(maildrop, byUid));
  }

  /** The unique-id of a message. */
  public String get(int number) {
    int uid = maildrop.uid(number);
    var brought = kept.get(uid);
    return brought != null ? brought : Pop3Uidl.derived(uid, maildrop.uidValidity());
  }
}
