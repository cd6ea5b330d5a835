package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.lmtp.command.MailAddress;

/** Knows which account an address delivers to. Any event loop; never blocks it. */
@FunctionalInterface
public interface Recipients {

  /** Where mail for the address goes; empty if nobody has it. Fails if that cannot be told now. */
  Uni<Optional<Recipient>> find(MailAddress address);
}
