package org.godwit.config;

/**
 * POP3, also on TLS.
 *
 * @param port                TCP port; 0 is off
 * @param loginTimeoutSeconds time from connecting to a successful login
 * @param idleTimeoutSeconds  time without a command after login (RFC 1939, 3: at least 10 minutes)
 * @param loginDelaySeconds   time between two logins of a user (RFC 2449, 6.5)
 * @param retrievedIsSeen     whether RETR makes messages {@code \Seen}
 */
public record Pop3Settings(
    @Setting(value = "1110", max = 65535, help = "TCP port of POP3; 0 turns it off") int port,
    @Setting(value = "60", min = 1, max = 86_400, help = "time a client has to log in, in seconds") int loginTimeoutSeconds,
    @Setting(value = "600", min = 600, max = 604_800, help = "time a logged-in client may stay silent, in seconds (at least 600 by RFC 1939)") int idleTimeoutSeconds,
    @Setting(value = "0", max = 86_400, help = "time a user must wait from one login to the next, in seconds; 0 for none") int loginDelaySeconds,
    @Setting(value = "false", help = "whether messages that a client retrieves and leaves here are \\Seen for IMAP after QUIT") boolean retrievedIsSeen) {}
