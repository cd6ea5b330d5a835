package org.godwit.config;

/**
 * Bounds of accounts, mailboxes and messages, whatever the protocol.
 *
 * @param messageBytesMax     size of a message (APPENDLIMIT)
 * @param mailboxesMax        mailboxes of one account
 * @param keywordsMax         keywords of one message
 * @param hierarchyDelimiter  what separates the levels of a mailbox's name
 */
public record MailSettings(
    @Setting(value = "64M", min = 65_536, max = 2_147_483_647, help = "largest message accepted, in bytes") long messageBytesMax,
    @Setting(value = "10000", min = 10, max = 1_000_000, help = "mailboxes one account may have") int mailboxesMax,
    @Setting(value = "1000", min = 10, max = 1_000_000, help = "keywords one message may have") int keywordsMax,
    @Setting(value = "/", oneOf = {"/", "."}, help = "what separates the levels of a mailbox name: / or . (as in Maildir++)") char hierarchyDelimiter) {}
