package org.godwit.imap.command;

/**
 * What a parser has to know of the session. ENABLE may change it, so a command behind an ENABLE is parsed after that is done.
 *
 * @param utf8 whether IMAP4rev2 or UTF8=ACCEPT is enabled: mailbox names are UTF-8, else modified UTF-7
 * @param delimiter the hierarchy delimiter, {@code /} or {@code .}
 */
public record ParseContext(boolean utf8, char delimiter) {}
