package org.godwit.imap.response;

import java.util.Objects;
import java.util.Optional;

/**
 * How a command ended: the tagged response without its tag (RFC 9051, 7.1).
 *
 * @param status OK, NO or BAD
 * @param code response code, if any
 * @param text for people; never empty
 */
public record Tagged(Status status, Optional<ResponseCode> code, String text) {

  public Tagged {
    Objects.requireNonNull(status);
    Objects.requireNonNull(code);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a status response without text");
    }
  }

  public static Tagged ok(String text) {
    return new Tagged(Status.OK, Optional.empty(), text);
  }

  public static Tagged ok(ResponseCode code, String text) {
    return new Tagged(Status.OK, Optional.of(code), text);
  }

  public static Tagged no(String text) {
    return new Tagged(Status.NO, Optional.empty(), text);
  }

  public static Tagged no(ResponseCode code, String text) {
    return new Tagged(Status.NO, Optional.of(code), text);
  }

  public static Tagged bad(String text) {
    return new Tagged(Status.BAD, Optional.empty(), text);
  }

  public static Tagged bad(ResponseCode code, String text) {
    return new Tagged(Status.BAD, Optional.of(code), text);
  }
}
