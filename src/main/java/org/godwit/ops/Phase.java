package org.godwit.ops;

/** How far a server is in its life; it only goes forward. */
public enum Phase {
  /** It opens what it needs; a node waits for a majority. */
  STARTING("the server is starting"),
  /** Clients are let in. */
  SERVING("the server lets clients in"),
  /** Nobody new is let in; sessions may still go on. */
  ENDING("the server is ending");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** The same for people. */
  String text() {
    return text;
  }
}
