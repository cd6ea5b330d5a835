package org.godwit.config;

import java.util.List;

/**
 * Bounds of accounts, mailboxes and messages, whatever the protocol.
 *
 * @param messageBytesMax     size of a message (APPENDLIMIT)
 * @param mailboxesMax        mailboxes of one account
 * @param keywordsMax         keywords of one message
 * @param hierarchyDelimiter  what separates the levels of a mailbox's name
 * @param hostName            this server's name in greetings and Received fields; empty for the machine's
 * @param defaultDomain       domain of addresses without one; accounts without a domain get its mail
 * @param localDomains        further domains whose mail goes to accounts without a domain
 * @param postmaster          account that gets mail for postmaster; empty for none but one of that name
 */
public record MailSettings(
    @Setting(value = "64M", min = 65_536, max = 2_147_483_647, help = "largest message accepted, in bytes") long messageBytesMax,
    @Setting(value = "10000", min = 10, max = 1_000_000, help = "mailboxes one account may have") int mailboxesMax,
    @Setting(value = "1000", min = 10, max = 1_000_000, help = "keywords one message may have") int keywordsMax,
    @Setting(value = "/", oneOf = {"/", "."}, help = "what separates the levels of a mailbox name: / or . (as in Maildir++)") char hierarchyDelimiter,
    @Setting(value = "", help = "this server's name in greetings and Received fields; empty for the machine's") String hostName,
    @Setting(value = "", help = "domain of addresses without one, and of accounts without one; empty: accounts without a domain get the mail of every domain") String defaultDomain,
    @Setting(value = "", help = "further domains whose mail goes to accounts without a domain") List<String> localDomains,
    @Setting(value = "", help = "account that gets the mail for postmaster; empty: only one of that name does") String postmaster) {}
