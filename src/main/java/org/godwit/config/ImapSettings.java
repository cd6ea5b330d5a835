package org.godwit.config;

/**
 * IMAP: its port, and the bounds on what one client may send, leave waiting, or wait for.
 *
 * @param port                  TCP port; 0 is off
 * @param lineBytesMax          bytes of one command line, without its literals
 * @param literalBytesMax       bytes of one literal that is not a message
 * @param commandBytesMax       bytes of one command, lines and literals that are not messages together
 * @param outputQueueBytesMax   bytes queued for a client that does not read; beyond it the session pauses
 * @param loginTimeoutSeconds   time from connecting to a successful login
 * @param idleTimeoutSeconds    time without a command after login (RFC 9051, 5.4: at least 30 minutes)
 * @param alertFile             a file whose lines every client is told at login; relative to the data directory; empty for none
 */
public record ImapSettings(
    @Setting(value = "1143", max = 65535, help = "TCP port of IMAP; 0 turns it off") int port,
    @Setting(value = "64K", min = 8192, max = 16L << 20, help = "longest command line, without literals, in bytes") int lineBytesMax,
    @Setting(value = "128K", min = 4096, max = 16L << 20, help = "largest literal that is not a message, in bytes") int literalBytesMax,
    @Setting(value = "1M", min = 16384, max = 64L << 20, help = "largest command, lines and literals without messages, in bytes") int commandBytesMax,
    @Setting(value = "256K", min = 16384, max = 64L << 20, help = "output queued for a client that does not read, in bytes; then its session pauses") int outputQueueBytesMax,
    @Setting(value = "60", min = 1, max = 86_400, help = "time a client has to log in, in seconds") int loginTimeoutSeconds,
    @Setting(value = "1800", min = 1800, max = 604_800, help = "time a logged-in client may stay silent, in seconds (at least 1800 by RFC 9051)") int idleTimeoutSeconds,
    @Setting(value = "", help = "a file whose lines every client is told at login as [ALERT], relative to the data directory; empty for none") String alertFile) {}
