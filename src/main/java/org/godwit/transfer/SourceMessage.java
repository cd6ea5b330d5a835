package org.godwit.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/** A message that may be imported. Valid until its cursor moves on. */
public interface SourceMessage {

  /** Where it is, for people: file, and offset in it. */
  String where();

  Flags flags();

  /** Empty if nothing tells it. */
  Optional<InternalDate> internalDate();

  /** The UID it had, if that is to be believed; 0 if it had none. */
  int uid();

  /** The unique-id that POP3 showed for it, if something beside the message tells it; else empty. */
  default String pop3Uidl() {
    return "";
  }

  /** Octets in the source, about; what it takes in the store is at most twice as much. */
  long sourceOctets() throws IOException;

  /** Writes the message as it is to be stored; the same octets each time. */
  void writeTo(OutputStream out) throws IOException;
}
