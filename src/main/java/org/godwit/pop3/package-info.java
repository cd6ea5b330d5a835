/**
 * POP3 (RFC 1939) with CAPA and response codes (RFC 2449, 3206), STLS (RFC 2595), SASL (RFC 5034), UTF8 and LANG (RFC 6856), over the
 * same store as IMAP: a maildrop is an account's INBOX. Here: what all sessions share and how they are put together; {@code command}:
 * lines to commands; {@code session}: the protocol's state and replies; {@code handler}: one for each command; {@code maildrop}: numbers,
 * unique-ids and bodies of messages.
 *
 * <p>Must not know: {@code imap}, {@code lmtp}, how mail is stored, who owns an account.
 */
package org.godwit.pop3;
