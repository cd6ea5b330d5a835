package org.godwit.imap.session;

import org.godwit.wire.LoginBounds;
import org.godwit.wire.WireLimits;

/**
 * Bounds of one IMAP session.
 *
 * @param lineBytesMax octets of a command without its literals
 * @param loginLineBytesMax the same before login
 * @param saslLineBytesMax octets of a client's line within AUTHENTICATE: tickets and tokens are longer than commands
 * @param literalBytesMax octets of a literal that is not a message
 * @param loginLiteralBytesMax the same before login
 * @param commandBytesMax octets of all literals of a command that are not messages
 * @param messageBytesMax octets of a message (RFC 7889)
 * @param messageMemoryBytesMax octets of the messages of one command that are held in memory; what is larger goes to disk
 *     as it arrives
 * @param literalsMax literals in one command
 * @param skipBytesMax octets of a refused command that are read past before the connection is closed
 * @param badCommandsMax commands that make no sense, one after the other, or logins that fail, before it is closed
 * @param login what a client may take before it has logged in
 * @param idleTimeoutMs time without a word from a client that is logged in (RFC 9051, 5.4: at least 30 minutes)
 * @param wire of the connection
 */
public record ImapLimits(
    int lineBytesMax,
    int loginLineBytesMax,
    int saslLineBytesMax,
    int literalBytesMax,
    int loginLiteralBytesMax,
    int commandBytesMax,
    long messageBytesMax,
    int messageMemoryBytesMax,
    int literalsMax,
    long skipBytesMax,
    int badCommandsMax,
    LoginBounds login,
    long idleTimeoutMs,
    WireLimits wire) {

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  public static final ImapLimits DEFAULT = new ImapLimits(64 * KIB, 8 * KIB, 16 * KIB, 128 * KIB, 4 * KIB, MIB, 64 * MIB, MIB, 1000,
      128 * MIB, 20, LoginBounds.DEFAULT, 30 * 60_000, WireLimits.DEFAULT);

  /** The same with other bounds on messages. */
  public ImapLimits withMessages(long bytesMax, int memoryBytesMax) {
    return new ImapLimits(lineBytesMax, loginLineBytesMax, saslLineBytesMax, literalBytesMax, loginLiteralBytesMax, commandBytesMax,
        bytesMax, memoryBytesMax, literalsMax, skipBytesMax, badCommandsMax, login, idleTimeoutMs, wire);
  }

  /** The same with other bounds before login. */
  public ImapLimits withLogin(LoginBounds newLogin) {
    return new ImapLimits(lineBytesMax, loginLineBytesMax, saslLineBytesMax, literalBytesMax, loginLiteralBytesMax,
        commandBytesMax, messageBytesMax, messageMemoryBytesMax, literalsMax, skipBytesMax, badCommandsMax, newLogin, idleTimeoutMs, wire);
  }

  /** The same with another time that a client may stay silent. */
  public ImapLimits withIdleTimeout(long newIdleTimeoutMs) {
    return new ImapLimits(lineBytesMax, loginLineBytesMax, saslLineBytesMax, literalBytesMax, loginLiteralBytesMax,
        commandBytesMax, messageBytesMax, messageMemoryBytesMax, literalsMax, skipBytesMax, badCommandsMax, login, newIdleTimeoutMs, wire);
  }

  /** The same with other bounds of the connection. */
  public ImapLimits withWire(WireLimits newWire) {
    return new ImapLimits(lineBytesMax, loginLineBytesMax, saslLineBytesMax, literalBytesMax, loginLiteralBytesMax,
        commandBytesMax, messageBytesMax, messageMemoryBytesMax, literalsMax, skipBytesMax, badCommandsMax, login, idleTimeoutMs,
        newWire);
  }
}
