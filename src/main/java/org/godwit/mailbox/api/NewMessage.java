package org.godwit.mailbox.api;

import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/**
 * A message to be added.
 *
 * @param internalDate absent: now
 * @param summary the encoded {@code org.godwit.mail.Summary} of exactly these octets
 * @param uid the UID it should get if that is not below UIDNEXT (mail from elsewhere); 0: the next one
 */
public record NewMessage(Body body, byte[] summary, Flags flags, Optional<InternalDate> internalDate, int uid) {

  /** A message's octets. */
  public sealed interface Body {
    /** Octets. */
    long length();
  }

  /** In memory; nobody changes the array after handing it over. */
  public record Small(byte[] octets) implements Body {
    @Override
    public long length() {
      return octets.length;
    }
  }

  /**
   * In a file of its own in the account's directory, durable, to be adopted.
   *
   * @param name as {@link IncomingBody#finish} gave it
   */
  public record Received(String name, long length) implements Body {}
}
