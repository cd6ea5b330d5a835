package org.godwit.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.Login;
import org.godwit.auth.Password;

/** The one message of SASL PLAIN: {@code [authzid] NUL authcid NUL passwd} in UTF-8 (RFC 4616, 2). */
public final class SaslPlain {
  private SaslPlain() {}

  /** The login that a message (base64 already decoded) asks for; empty if it is not such a message. */
  public static Optional<Login> parse(byte[] message, ClientChannel channel) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
    String[] parts = text.split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Login(parts[0], parts[1], Password.of(parts[2]), channel, "PLAIN"));
  }
}
