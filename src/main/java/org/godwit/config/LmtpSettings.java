package org.godwit.config;

import java.util.List;

/**
 * LMTP, over which a mail transfer agent delivers: where it listens, and the bounds on what one client may send. Whoever can connect can
 * deliver mail to everybody.
 *
 * @param hosts               addresses to listen on
 * @param port                TCP port; 0 is off
 * @param socket              UNIX socket, relative to the data directory; empty is off
 * @param socketGroup         system group that may connect to it; empty: as the system has it for a new file
 * @param recipientsMax       recipients of one message
 * @param detailSeparators    characters each of which separates the user from the mailbox in an address; empty: none does
 * @param memoryBytesMax      messages that are held in memory while they come in, all connections together; what does not fit goes to disk
 * @param idleTimeoutSeconds  time a client may stay silent (RFC 5321, 4.5.3.2.7: at least five minutes)
 */
public record LmtpSettings(
    @Setting(value = "127.0.0.1", help = "addresses LMTP listens on: whoever can connect can deliver mail, so keep it to this machine or a trusted network") List<String> hosts,
    @Setting(value = "1024", max = 65535, help = "TCP port of LMTP; 0 turns it off") int port,
    @Setting(value = "", help = "UNIX socket of LMTP, relative to the data directory; empty for none") String socket,
    @Setting(value = "", help = "system group that may connect to the UNIX socket, such as postfix; empty: the group that the system gives it") String socketGroup,
    @Setting(value = "1000", min = 100, max = 100_000, help = "recipients one message may have") int recipientsMax,
    @Setting(value = "+", help = "characters that separate the user from the mailbox, as in user+mailbox@domain; empty for none") String detailSeparators,
    @Setting(value = "64M", min = 1 << 20, max = 64L << 30, help = "messages held in memory while they come in, all clients together, in bytes; what does not fit goes to disk at once") long memoryBytesMax,
    @Setting(value = "300", min = 1, max = 86_400, help = "time a client may stay silent, in seconds (at least 300 by RFC 5321)") int idleTimeoutSeconds) {}
