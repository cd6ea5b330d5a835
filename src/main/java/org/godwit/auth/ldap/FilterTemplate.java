package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;

/**
 * A search filter (RFC 4515) with a user's name in its values. It is parsed once, and a user's name only ever becomes a value in the
 * parsed tree: an asterisk or a parenthesis in it is a character like any other, and there is nothing to escape.
 */
final class FilterTemplate {
  private static final int DEPTH_MAX = 50;

  private final String key;
  private final Filter filter;
  private final String defaultDomain;

  /**
   * Parses a template.
   *
   * @param key      of the setting that it comes from
   * @param constant whether it may be the same for every user
   * @throws BackendSetupException if it is no filter
   */
  FilterTemplate(String key, String text, String defaultDomain, boolean constant) {
    this.key = key;
    this.defaultDomain = defaultDomain;
    try {
      this.filter = Filter.create(text);
    } catch (LDAPException malformed) {
      throw new BackendSetupException(key + " is \"" + text + "\", expected a filter such as (uid=%u): " + malformed.getMessage());
    }
    if (!check(filter, 0) && !constant) {
      throw new BackendSetupException(key + " is \"" + text + "\", expected %u, %n or %d in one of its values, or everybody is found");
    }
  }

  /** The filter for a user; empty if it needs a domain and there is none. One side of an "or" that needs one is left out. */
  Optional<Filter> fill(UserName user) {
    return fill(filter, user);
  }

  /** Checks all variables; whether there is one. */
  private boolean check(Filter part, int depth) {
    if (depth > DEPTH_MAX) {
      throw new BackendSetupException(key + " is nested too deeply");
    }
    if (part.getAttributeName() != null && part.getAttributeName().contains("%")) {
      throw new BackendSetupException(key + " has a variable in front of a =; expected them behind");
    }
    List<Boolean> variable = children(part).map(child -> check(child, depth + 1)).toList();
    return values(part).map(value -> UserTemplate.of(key, value).isVariable()).toList().contains(true) | variable.contains(true);
  }

  private static Stream<Filter> children(Filter part) {
    return Stream.concat(Arrays.stream(part.getComponents()), Stream.ofNullable(part.getNOTComponent()));
  }

  private static Stream<String> values(Filter part) {
    return Stream.of(Stream.of(part.getAssertionValue(), part.getSubInitialString(), part.getSubFinalString()),
        Arrays.stream(part.getSubAnyStrings())).flatMap(each -> each).filter(Objects::nonNull);
  }

  private Optional<Filter> fill(Filter part, UserName user) {
    return switch (part.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> Optional.of(fill(part.getComponents(), user))
          .filter(filled -> filled.size() == part.getComponents().length).map(Filter::createANDFilter);
      case Filter.FILTER_TYPE_OR -> Optional.of(fill(part.getComponents(), user))
          .filter(filled -> !filled.isEmpty()).map(Filter::createORFilter);
      case Filter.FILTER_TYPE_NOT -> fill(part.getNOTComponent(), user).map(Filter::createNOTFilter);
      case Filter.FILTER_TYPE_SUBSTRING -> substring(part, user);
      case Filter.FILTER_TYPE_PRESENCE -> Optional.of(part);
      default -> isVariable(part.getAssertionValue()) ? text(part.getAssertionValue(), user).map(value -> compared(part, value)) : Optional.of(part);
    };
  }

  private List<Filter> fill(Filter[] components, UserName user) {
    return Arrays.stream(components).flatMap(component -> fill(component, user).stream()).toList();
  }

  /** A value without a variable stays as it is: it may be octets that are no text. */
  private static boolean isVariable(String value) {
    return value.contains("%");
  }

  private Optional<String> text(String value, UserName user) {
    return new UserTemplate(value).fill(user, defaultDomain);
  }

  private static Filter compared(Filter part, String value) {
    return switch (part.getFilterType()) {
      case Filter.FILTER_TYPE_EQUALITY -> Filter.createEqualityFilter(part.getAttributeName(), value);
      case Filter.FILTER_TYPE_GREATER_OR_EQUAL -> Filter.createGreaterOrEqualFilter(part.getAttributeName(), value);
      case Filter.FILTER_TYPE_LESS_OR_EQUAL -> Filter.createLessOrEqualFilter(part.getAttributeName(), value);
      case Filter.FILTER_TYPE_APPROXIMATE_MATCH -> Filter.createApproximateMatchFilter(part.getAttributeName(), value);
      case Filter.FILTER_TYPE_EXTENSIBLE_MATCH ->
          Filter.createExtensibleMatchFilter(part.getAttributeName(), part.getMatchingRuleID(), part.getDNAttributes(), value);
      default -> throw new IllegalStateException("RFC 4511 has no filter of type " + part.getFilterType());
    };
  }

  private Optional<Filter> substring(Filter part, UserName user) {
    List<String> values = values(part).toList();
    if (values.stream().noneMatch(FilterTemplate::isVariable)) {
      return Optional.of(part);
    }
    if (values.stream().anyMatch(value -> text(value, user).isEmpty())) {
      return Optional.empty();
    }
    String initial = part.getSubInitialString() == null ? null : text(part.getSubInitialString(), user).orElseThrow();
    String[] any = Arrays.stream(part.getSubAnyStrings()).map(value -> text(value, user).orElseThrow()).toArray(String[]::new);
    String last = part.getSubFinalString() == null ? null : text(part.getSubFinalString(), user).orElseThrow();
    return Optional.of(Filter.createSubstringFilter(part.getAttributeName(), initial, any, last));
  }
}
