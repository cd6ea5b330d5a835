package org.godwit.mailbox;

/** Event-bus addresses of a node's store verticles: one for each event loop, an account always at the same. */
record StoreAddresses(int loops) {

  /** The address of a loop, 0 to {@link #loops}-1. */
  static String ofLoop(int loop) {
    return "godwit.store." + loop;
  }

  /** Where requests for an account go. */
  String of(String account) {
    return ofLoop(loopOf(account));
  }

  /** The loop of an account, 0 to {@link #loops}-1. */
  int loopOf(String account) {
    return Math.floorMod(spread(account.hashCode()), loops);
  }

  /** Names that differ in their last digit only should not all meet on one loop. */
  private static int spread(int hash) {
    return (hash * 0x9E37_79B9) >>> 16;
  }
}
