package org.godwit.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a SCRAM client sends (RFC 5802, 7). */
final class ScramMessages {
  private static final int LENGTH_MAX = 4096;
  private static final Pattern FIRST = Pattern.compile(
      "((?:([ny])|p=([A-Za-z0-9.-]{1,64})),(?:a=([^,\\x00]{1,1000}))?,)(n=([^,\\x00]{1,1000}),r=([\\x21-\\x2B\\x2D-\\x7E]{1,512})(?:,.*)?)");
  private static final Pattern FINAL = Pattern.compile(
      "(c=([A-Za-z0-9+/=]{1,2000}),r=([\\x21-\\x2B\\x2D-\\x7E]{1,1024})(?:,.*)?),p=([A-Za-z0-9+/=]{1,200})");

  private ScramMessages() {}

  /**
   * client-first-message.
   *
   * @param header          gs2-header as it was sent
   * @param isBindingUnused the client can bind the channel, but believes that the server cannot ({@code y})
   * @param binding         the type of channel binding that the client uses
   * @param bare            client-first-message-bare as it was sent
   */
  record First(String header, boolean isBindingUnused, Optional<String> binding, String authorizationId, String bare, String user, String nonce) {}

  /**
   * client-final-message.
   *
   * @param withoutProof as it was sent
   * @param bindingInput what the client believes that the channel is, with its gs2-header in front
   */
  record Final(String withoutProof, byte[] bindingInput, String nonce, byte[] proof) {}

  static Optional<First> first(byte[] message) {
    Matcher form = FIRST.matcher(text(message));
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<String> authorizationId = form.group(4) == null ? Optional.of("") : name(form.group(4));
    Optional<String> user = name(form.group(6));
    return user.flatMap(name -> authorizationId.map(other -> new First(form.group(1), "y".equals(form.group(2)),
        Optional.ofNullable(form.group(3)), other, form.group(5), name, form.group(7))));
  }

  static Optional<Final> last(byte[] message) {
    Matcher form = FINAL.matcher(text(message));
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Final(form.group(1), Base64.getDecoder().decode(form.group(2)), form.group(3),
          Base64.getDecoder().decode(form.group(4))));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String text(byte[] message) {
    return new String(message.length > LENGTH_MAX ? new byte[0] : message, StandardCharsets.UTF_8);
  }

  /** saslname: {@code =2C} is a comma, {@code =3D} an equals sign, and there is no other equals sign. */
  private static Optional<String> name(String written) {
    String[] parts = written.split("=", -1);
    boolean escaped = Arrays.stream(parts).skip(1).allMatch(part -> part.startsWith("2C") || part.startsWith("3D"));
    return escaped ? Optional.of(written.replace("=2C", ",").replace("=3D", "=")) : Optional.empty();
  }
}
