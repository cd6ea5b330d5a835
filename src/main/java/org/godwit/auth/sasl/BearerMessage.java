package org.godwit.auth.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.backend.BearerToken;

/**
 * What a client says in OAUTHBEARER or XOAUTH2.
 *
 * @param claimed whom it wants to act for, or empty
 * @param token   what it brings; empty if it only asks what a token would have to be
 */
record BearerMessage(String claimed, Optional<String> token) {
  /** {@code gs2-header kvsep *kvpair kvsep} (RFC 7628, 3.1); no channel binding. */
  private static final Pattern OAUTHBEARER = Pattern.compile("[ny],(?:a=([^,\\x00\\x01]{1,1000}))?,\\x01((?:[a-zA-Z]{1,100}=[^\\x01]*+\\x01){0,16})\\x01");
  private static final Pattern XOAUTH2 = Pattern.compile("user=([^\\x00\\x01]{1,1000})\\x01(auth=[^\\x01]*+\\x01)\\x01");
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7E]+)");
  private static final Pattern ESCAPED = Pattern.compile("(?:[^=]|=2C|=3D)*+");
  private static final String AUTH = "auth=";

  /** The message of OAUTHBEARER. The host and port that the client believes to talk to are not known here otherwise, so nothing is compared. */
  static Optional<BearerMessage> ofOAuthBearer(String text) {
    Matcher message = OAUTHBEARER.matcher(text);
    if (!message.matches() || message.group(1) != null && !ESCAPED.matcher(message.group(1)).matches()) {
      return Optional.empty();
    }
    String claimed = message.group(1) == null ? "" : message.group(1).replace("=2C", ",").replace("=3D", "=");
    return of(claimed, message.group(2));
  }

  /** {@code user=NAME ^A auth=Bearer TOKEN ^A ^A}, as Google describes it. */
  static Optional<BearerMessage> ofXOAuth2(String text) {
    Matcher message = XOAUTH2.matcher(text);
    return message.matches() ? of(message.group(1), message.group(2)) : Optional.empty();
  }

  private static Optional<BearerMessage> of(String claimed, String pairs) {
    String auth = null;
    for (String pair : pairs.split("\\x01")) {
      if (pair.startsWith(AUTH)) {
        if (auth != null) {
          return Optional.empty();
        }
        auth = pair.substring(AUTH.length());
      }
    }
    if (auth == null || auth.length() > BearerToken.LENGTH_MAX + 100) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(auth);
    return Optional.of(new BearerMessage(claimed, bearer.matches() && bearer.group(1).length() <= BearerToken.LENGTH_MAX
        ? Optional.of(bearer.group(1)) : Optional.empty()));
  }
}
