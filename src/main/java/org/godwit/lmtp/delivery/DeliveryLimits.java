package org.godwit.lmtp.delivery;

/**
 * Bounds of messages that are delivered.
 *
 * @param messageBytesMax octets of a message as it is stored, with its trace fields
 * @param memoryBytesMax octets of one message, and of the copies of it that are made at a time, that are held in memory; what is larger
 *     goes to a file as it comes in
 */
public record DeliveryLimits(long messageBytesMax, int memoryBytesMax) {

  /** Octets of a message that a client may send: what is left beside the trace fields (RFC 1870). */
  public long sizeMax() {
    return messageBytesMax - TraceFields.BYTES_MAX;
  }
}
