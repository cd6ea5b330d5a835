package org.godwit.storage.io;

/** The process that used a {@link FaultyDisk} is dead. An Error, so that no code under test survives it by catching. */
public final class Crash extends Error {

  private static final long serialVersionUID = 1;

  Crash() {
    super("crash", null, false, false);
  }
}
