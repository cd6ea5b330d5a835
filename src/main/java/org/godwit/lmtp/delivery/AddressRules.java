package org.godwit.lmtp.delivery;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.auth.UserName;

/**
 * How addresses become names of accounts.
 *
 * @param defaultDomain the domain of addresses that have none, and of accounts whose names have none; empty: accounts without a domain
 *     get the mail of every domain
 * @param localDomains further domains whose mail goes to accounts without a domain, lower case
 * @param separators characters each of which may separate the user from the detail; empty: none does
 * @param postmaster the account that gets the mail for postmaster if there is none of that name (RFC 5321, 4.5.1)
 */
public record AddressRules(String defaultDomain, Set<String> localDomains, String separators, Optional<UserName> postmaster) {

  /** Any domain, {@code +}. */
  public static final AddressRules DEFAULT = new AddressRules("", Set.of(), "+", Optional.empty());

  public AddressRules {
    defaultDomain = lower(defaultDomain);
    localDomains = localDomains.stream().map(AddressRules::lower).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether accounts without a domain get the mail of this one. */
  boolean isLocal(String domain) {
    return domain.isEmpty() || defaultDomain.isEmpty() && localDomains.isEmpty() || domain.equals(defaultDomain)
        || localDomains.contains(domain);
  }

  /** The accounts that a user of a domain may mean, the first that exists gets the mail. */
  Stream<UserName> candidates(String user, String domain) {
    String written = lower(domain);
    String qualified = written.isEmpty() ? defaultDomain : written;
    var withDomain = qualified.isEmpty() ? Stream.<String>empty() : Stream.of(user + "@" + qualified);
    var without = isLocal(written) ? Stream.of(user) : Stream.<String>empty();
    return Stream.concat(withDomain, without).map(UserName::parse).flatMap(Optional::stream);
  }

  /** Where the first separator stands that has something before it, or -1. */
  int separator(String local) {
    for (int i = 1; i < local.length(); i++) {
      if (separators.indexOf(local.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String lower(String domain) {
    return domain.toLowerCase(Locale.ROOT);
  }
}
