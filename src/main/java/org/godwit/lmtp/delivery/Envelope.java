package org.godwit.lmtp.delivery;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.godwit.lmtp.command.MailAddress;

/**
 * What is known of a message besides the message: what its trace fields say (RFC 5321, 4.4).
 *
 * @param sender whom it is from
 * @param utf8 whether SMTPUTF8 was asked for
 * @param client the name that the client gave itself
 * @param clientAddress where it connected from, as in a comment; empty on a UNIX socket
 * @param secure whether it came over TLS
 * @param host this server's name
 * @param id of the transaction, for the log
 * @param received when
 */
public record Envelope(MailAddress sender, boolean utf8, String client, Optional<String> clientAddress, boolean secure, String host,
    String id, OffsetDateTime received) {}
