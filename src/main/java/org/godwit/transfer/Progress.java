package org.godwit.transfer;

/** Is told how an import or export goes on, often. One thread. */
public interface Progress {

  /** Nobody wants to know. */
  Progress NONE = new Progress() {};

  /** All that is to be done, in some unit. */
  default void total(long size) {}

  /** How much of it is done, and how many messages that were. */
  default void done(long size, long messages) {}

  /** A mailbox is done. */
  default void mailbox(String line) {}
}
