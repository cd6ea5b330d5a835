package org.godwit.auth.oauth2;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in the form of a signed token (JWS compact serialisation, RFC 7515, 7.1). Whether it is signed, nobody has checked.
 *
 * @param text   all of it
 * @param header the first part
 * @param claims the second part
 */
record SignedToken(String text, JsonObject header, JsonObject claims) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");

  /** Access tokens (RFC 9068, 2.1), and tokens in general. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** Reads a token; empty if it has another form. */
  static Optional<SignedToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SignedToken(text, json(form.group(1)), json(form.group(2))));
    } catch (DecodeException | IllegalArgumentException | ClassCastException notOne) {
      return Optional.empty();
    }
  }

  private static JsonObject json(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  /** The algorithm that it names, if it is one of public keys. */
  Optional<SignatureAlgorithm> algorithm() {
    return header.getValue("alg") instanceof String name ? SignatureAlgorithm.of(name) : Optional.empty();
  }

  /** Whether its header is an access token's, and asks for nothing that is not understood here (RFC 7515, 4.1.11). */
  boolean isUnderstood() {
    Object type = header.getValue("typ");
    boolean isToken = type == null || type instanceof String name && TYPES.contains(name.toLowerCase(Locale.ROOT));
    Object key = header.getValue("kid");
    return isToken && (key == null || key instanceof String) && !header.containsKey("crit");
  }

  @Override
  public String toString() {
    return "token";
  }
}
