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
   * @param fileOctets octets of the file
   * @param head octets of the message in front of the file's, at most {@value #HEAD_BYTES_MAX}: what only this account's copy has of a file
   *     that several share; nobody changes the array after handing it over
   */
  public record Received(String name, long fileOctets, byte[] head) implements Body {

    /** Longest head. */
    public static final int HEAD_BYTES_MAX = 64 * 1024;
    private static final byte[] NO_HEAD = new byte[0];

    public Received {
      if (head.length > HEAD_BYTES_MAX) {
        throw new IllegalArgumentException("a head of " + head.length + " octets, at most " + HEAD_BYTES_MAX);
      }
    }

    /** A message that is the file. */
    public Received(String name, long fileOctets) {
      this(name, fileOctets, NO_HEAD);
    }

    /** The same file behind this head. */
    public Received behind(byte[] newHead) {
      return new Received(name, fileOctets, newHead);
    }

    @Override
    public long length() {
      return head.length + fileOctets;
    }
  }
}
