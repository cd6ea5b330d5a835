package org.godwit.imap.handler.fetch;

/**
 * Bounds of a FETCH.
 *
 * @param messageBytesMax octets of one message that are held in memory to answer for it; what needs more is streamed
 * @param readBytesMax octets of neighbouring messages that are read at once
 * @param gapBytesMax octets between two bodies that are read along rather than read twice
 * @param sliceBytesMax octets of a streamed body held at a time
 * @param turnBytesMax octets written in one turn before other sessions have theirs
 * @param turnNanosMax time of one turn
 */
record FetchLimits(int messageBytesMax, int readBytesMax, int gapBytesMax, int sliceBytesMax, int turnBytesMax,
    long turnNanosMax) {

  private static final int KIB = 1024;

  static final FetchLimits DEFAULT = new FetchLimits(256 * KIB, 256 * KIB, 4 * KIB, 64 * KIB, 256 * KIB, 1_000_000);
}
