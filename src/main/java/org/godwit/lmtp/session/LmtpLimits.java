package org.godwit.lmtp.session;

import org.godwit.wire.WireLimits;

/**
 * Bounds of one LMTP session.
 *
 * @param lineBytesMax octets of a command line without its CRLF (RFC 5321, 4.5.3.1.4: at least 510, and more with extensions)
 * @param recipientsMax recipients of one message (RFC 5321, 4.5.3.1.8: at least 100)
 * @param badCommandsMax lines that are no command, or not at its place, one after the other
 * @param skipBytesMax octets of a line, or of a message that is too big, that are read past before the connection is closed
 * @param idleTimeoutMs time without an octet from the client (RFC 5321, 4.5.3.2.7: at least five minutes)
 * @param wire of the connection
 */
public record LmtpLimits(int lineBytesMax, int recipientsMax, int badCommandsMax, long skipBytesMax, long idleTimeoutMs, WireLimits wire) {

  public static final LmtpLimits DEFAULT = new LmtpLimits(4096, 1000, 20, 256L << 20, 300_000, WireLimits.DEFAULT);
}
