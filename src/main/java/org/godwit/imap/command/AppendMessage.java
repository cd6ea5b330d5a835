package org.godwit.imap.command;

import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/**
 * One message of APPEND or REPLACE.
 *
 * @param body as announced; of size 0 it cancels the whole command (RFC 3502, 3)
 * @param literal8 sent as {@code ~{n}}, so it may hold NUL (RFC 9051, 6.3.12)
 * @param utf8 sent as {@code UTF8 (~{n})} (RFC 6855, 4)
 */
public record AppendMessage(Flags flags, Optional<InternalDate> date, Literal body, boolean literal8, boolean utf8) {}
