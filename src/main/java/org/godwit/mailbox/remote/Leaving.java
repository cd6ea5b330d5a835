package org.godwit.mailbox.remote;

/** A server that can be asked to end. Safe on any thread. */
@FunctionalInterface
public interface Leaving {

  /** What it does, in this order. */
  enum Stage {
    /** Its ports are closed; accounts go to other nodes, where there are any. */
    HANDING_OVER,
    /** Sessions have a while to end. */
    SESSIONS,
    /** Those that are left are told that it ends. */
    GOODBYE
  }

  /**
   * How far it is.
   *
   * @param accounts that other nodes have not got yet
   * @param connections of clients
   * @param seconds for which sessions may go on
   */
  record Progress(Stage stage, int accounts, int connections, int seconds) {}

  /** Begins to end, if it has not yet, and says how far it is. */
  Progress leave();
}
