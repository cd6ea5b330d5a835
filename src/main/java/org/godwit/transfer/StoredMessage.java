package org.godwit.transfer;

import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/**
 * A message of an account, to be exported.
 *
 * @param body its octets; reading them may fail with an {@link UnreadableException}
 */
public record StoredMessage(int uid, Flags flags, InternalDate internalDate, Octets body) {}
