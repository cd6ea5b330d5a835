package org.godwit.config;

/**
 * Bounds of accounts, mailboxes and messages, whatever the protocol.
 *
 * @param messageBytesMax     size of a message (APPENDLIMIT)
 * @param mailboxesMax        mailboxes of one account
 * @param mailboxNameBytesMax UTF-8 bytes of a mailbox's full name
 * @param mailboxDepthMax     levels of a mailbox's name
 * @param keywordsMax         different keywords in one mailbox
 * @param hierarchyDelimiter  what separates the levels of a mailbox's name
 */
public record MailSettings(
    @Setting(value = "64M", min = 65_536, max = 2_147_483_647, help = "largest message accepted, in bytes") long messageBytesMax,
    @Setting(value = "10000", min = 10, max = 1_000_000, help = "mailboxes one account may have") int mailboxesMax,
    @Setting(value = "1000", min = 64, max = 10_000, help = "longest mailbox name with all its levels, in UTF-8 bytes") int mailboxNameBytesMax,
    @Setting(value = "32", min = 2, max = 500, help = "levels a mailbox name may have") int mailboxDepthMax,
    @Setting(value = "10000", min = 100, max = 1_000_000, help = "different keywords one mailbox may hold") int keywordsMax,
    @Setting(value = "/", oneOf = {"/", "."}, help = "what separates the levels of a mailbox name: / or . (as in Maildir++)") char hierarchyDelimiter) {}
