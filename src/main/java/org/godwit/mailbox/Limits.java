package org.godwit.mailbox;

/**
 * Bounds of an account.
 *
 * @param mailboxesMax mailboxes in an account
 * @param messageBytesMax octets of a message
 * @param keywordBytesMax octets of a keyword
 * @param keywordsMax keywords of one message
 */
public record Limits(int mailboxesMax, long messageBytesMax, int keywordBytesMax, int keywordsMax) {}
