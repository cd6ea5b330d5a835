package org.godwit.mailbox.api;

/** Why a request was not carried out. Nothing of it has happened. An answer and not a fault: no stack trace. */
public final class MailboxFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Kinds of failure, one for each response code that a protocol has for them (RFC 9051, 7.1; RFC 5530). */
  public enum Kind {
    NONEXISTENT,
    ALREADYEXISTS,
    /** There is no such target mailbox; creating it would help. */
    TRYCREATE,
    /** Never possible, such as deleting INBOX. */
    CANNOT,
    /** A special use that cannot be given (RFC 6154). */
    USEATTR,
    /** A limit of the configuration. */
    LIMIT,
    /** A message larger than is taken. */
    TOOBIG,
    /** The disk is full. */
    OVERQUOTA,
    /** Writing or reading fails for now; the account is as it was. */
    UNAVAILABLE,
    /** Another node has the account now, or none may take it yet: nothing has happened, ask again. Protocols never meet it. */
    MOVED,
    /** The node that had the account is gone: whether the change has happened is not known. */
    UNCERTAIN,
    /** The place on disk that a reader was given is no longer valid. */
    EXPIRED,
    /** What was stored is damaged. */
    CORRUPT,
    /** A bug; the log has more. */
    SERVERBUG
  }

  private final Kind kind;

  /** @param text for people, a sentence without full stop */
  public MailboxFailure(Kind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
