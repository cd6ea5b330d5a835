package org.godwit.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the tag of a command that could not be read to its end. */
final class TagOf {

  private TagOf() {
  }

  /** The tag that the octets begin with, if they do ({@code 1*<any ASTRING-CHAR except "+">} and a space). */
  static Optional<String> start(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == ' ' && i > 0) {
        return Optional.of(new String(octets, 0, i, StandardCharsets.US_ASCII));
      }
      if (octets[i] <= ' ' || octets[i] == 0x7f || "(){%*\"\\+".indexOf(octets[i]) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
