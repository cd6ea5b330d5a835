package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Who has whose maildrop: one POP3 session at a time (RFC 1939, 4). It keeps out other POP3 sessions and nobody else. Safe on any event
 * loop.
 *
 * <p>It ends with the process and the connection that has it, so nothing needs cleaning up. It is a question to somebody, and may take a
 * moment: where several nodes serve an account, its owner is who answers.
 */
public interface MaildropClaims {

  /** Claims an account's maildrop, without waiting for whoever has it; empty if somebody has. */
  Uni<Optional<Claim>> claim(String account);

  /** A maildrop that somebody has. */
  interface Claim {
    /** Gives it back, at once. Idempotent. */
    void end();
  }
}
