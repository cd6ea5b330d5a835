package org.godwit.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/** A message as text of ISO-8859-1, for comparing. */
public record Mail(String text, Flags flags, Optional<InternalDate> date, int uid) {

  /** All messages of a source's mailbox. */
  public static List<Mail> of(SourceMailbox mailbox) throws IOException {
    var found = new ArrayList<Mail>();
    try (var cursor = mailbox.open()) {
      for (SourceMessage message; (message = cursor.next()) != null;) {
        found.add(new Mail(text(message), message.flags(), message.internalDate(), message.uid()));
      }
    }
    return found;
  }

  private static String text(SourceMessage message) throws IOException {
    var first = written(message);
    if (!first.equals(written(message))) {
      throw new AssertionError("reads differently the second time");
    }
    return first;
  }

  private static String written(SourceMessage message) throws IOException {
    var out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  /** A message to be exported. */
  public StoredMessage stored() {
    return new StoredMessage(uid, flags, date.orElseThrow(), Octets.of(octets(text)));
  }

  /** The octets of a text of ISO-8859-1. */
  public static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Texts of all. */
  public static List<String> texts(List<Mail> messages) {
    return messages.stream().map(Mail::text).toList();
  }

}
