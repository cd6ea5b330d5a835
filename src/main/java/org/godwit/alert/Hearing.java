package org.godwit.alert;

/**
 * What became of an alert in one session.
 *
 * @param user who is logged in there
 */
public record Hearing(String user, Outcome outcome) {

  /** Whether the client has it. */
  public enum Outcome {
    /** It was sent. */
    TOLD,
    /** A command is running, or the client does not read: it is sent with the next answer. */
    WAITS,
    /** Too many wait already: it is not sent. */
    REFUSED
  }
}
