package org.godwit.imap.command;

/**
 * An octet range, {@code <offset.length>} (RFC 9051, 6.4.5).
 *
 * @param offset from 0, up to 2^63-1
 * @param length 1 to 2^63-1
 */
public record Partial(long offset, long length) {}
