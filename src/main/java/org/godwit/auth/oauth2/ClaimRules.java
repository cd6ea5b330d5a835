package org.godwit.auth.oauth2;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Verdict;

/**
 * What the claims of a token (RFC 7519, 4.1; RFC 7662, 2.2) have to be, once it is known that the provider stands behind them, and
 * which user they name.
 *
 * @param issuer       who must have issued it, if that matters
 * @param audiences    it must be meant for one of these, unless there are none
 * @param scopes       it must have all of these
 * @param userClaim    names the user
 * @param stripDomains domains that are taken off that name, in lower case
 * @param skewSeconds  how far the provider's clock may be off
 * @param clock        the time here
 */
record ClaimRules(Optional<String> issuer, Set<String> audiences, Set<String> scopes, String userClaim, Set<String> stripDomains,
    long skewSeconds, InstantSource clock) {

  /** The verdict on claims that may be without an end, because the provider was asked just now. */
  Verdict judgeActive(JsonObject claims) {
    return verdict(claims, claims.getValue("iss") == null || isIssuer(claims), true);
  }

  /** The verdict on the claims of a token that speaks for itself, and therefore has to name its issuer and end some time. */
  Verdict judgeSigned(JsonObject claims) {
    return verdict(claims, isIssuer(claims), claims.getValue("exp") != null);
  }

  /** Whether they name the issuer. */
  boolean isIssuer(JsonObject claims) {
    return issuer.isEmpty() || issuer.get().equals(claims.getValue("iss"));
  }

  private Verdict verdict(JsonObject claims, boolean rightIssuer, boolean ends) {
    if (!rightIssuer) {
      return new Verdict.Rejected("token of another issuer");
    }
    if (!ends) {
      return new Verdict.Rejected("token without an end (exp)");
    }
    Optional<String> time = badTime(claims);
    if (time.isPresent()) {
      return new Verdict.Rejected(time.get());
    }
    if (!audiences.isEmpty() && Collections.disjoint(audiences, texts(claims.getValue("aud")))) {
      return new Verdict.Rejected("token for another audience");
    }
    return scopes(claims).containsAll(scopes) ? user(claims) : new Verdict.Rejected("token lacks a scope", true);
  }

  private Optional<String> badTime(JsonObject claims) {
    long now = clock.instant().getEpochSecond();
    for (String name : List.of("exp", "nbf", "iat")) {
      Object value = claims.getValue(name);
      if (value != null && !(value instanceof Number)) {
        return Optional.of("token with a time that is none (" + name + ")");
      }
      if (value instanceof Number time && (name.equals("exp") ? time.longValue() + skewSeconds <= now : time.longValue() - skewSeconds > now)) {
        return Optional.of(name.equals("exp") ? "token expired" : "token not valid yet");
      }
    }
    return Optional.empty();
  }

  /** As RFC 9068 and RFC 7662 write them, and as Microsoft and Okta do ({@code scp}). */
  private static Set<String> scopes(JsonObject claims) {
    return Stream.of("scope", "scp").flatMap(name -> texts(claims.getValue(name)).stream())
        .flatMap(text -> Arrays.stream(text.split(" "))).collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> texts(Object claim) {
    return switch (claim) {
      case String text -> List.of(text);
      case JsonArray many -> many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }

  private Verdict user(JsonObject claims) {
    if (!(claims.getValue(userClaim) instanceof String name)) {
      return new Verdict.Rejected("token without the claim " + userClaim);
    }
    if (userClaim.equals("email") && isUnverified(claims.getValue("email_verified"))) {
      return new Verdict.Rejected("token with an address that the provider has not verified");
    }
    Optional<UserName> whole = UserName.parse(name);
    return whole.<Verdict>map(user -> UserName.parse(stripped(user.value())).<Verdict>map(account -> new Verdict.Accepted(account, whole))
        .orElseGet(() -> new Verdict.Accepted(user))).orElseGet(() -> new Verdict.Rejected("the claim " + userClaim + " cannot be a user's name"));
  }

  private static boolean isUnverified(Object verified) {
    return verified != null && !verified.toString().equals("true");
  }

  private String stripped(String user) {
    int at = user.lastIndexOf('@');
    return at > 0 && stripDomains.contains(user.substring(at + 1).toLowerCase(Locale.ROOT)) ? user.substring(0, at) : user;
  }
}
