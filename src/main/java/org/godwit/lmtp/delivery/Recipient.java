package org.godwit.lmtp.delivery;

import java.util.Optional;
import org.godwit.lmtp.command.MailAddress;

/**
 * Where the mail for an address goes.
 *
 * @param address as the client wrote it
 * @param account the account
 * @param detail what the address says behind the separator: the mailbox it would like
 */
public record Recipient(MailAddress address, String account, Optional<String> detail) {}
