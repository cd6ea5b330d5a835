package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.config.LdapSettings;

/** Users who are searched for. */
final class SearchedUsers implements LdapUsers {
  private final Directory directory;
  private final DnTemplate base;
  private final SearchScope scope;
  private final FilterTemplate filter;
  private final Optional<String> accountAttribute;

  /** @param defaultDomain the domain of users without one, or empty */
  SearchedUsers(Directory directory, LdapSettings settings, String defaultDomain) {
    this.directory = directory;
    this.base = DnTemplate.of("ldap.searchBase", settings.searchBase(), defaultDomain);
    this.scope = Directory.scope(settings.searchScope());
    this.filter = new FilterTemplate("ldap.searchFilter", settings.searchFilter(), defaultDomain, base.isVariable());
    this.accountAttribute = Optional.of(settings.userAttribute()).filter(name -> !name.isEmpty());
  }

  @Override
  public boolean isLookedUp() {
    return true;
  }

  @Override
  public Found find(UserName user) throws LDAPException {
    Optional<DN> where = base.fill(user);
    Optional<Filter> which = filter.fill(user);
    if (where.isEmpty() || which.isEmpty()) {
      return new Found.Nobody();
    }
    List<SearchResultEntry> entries = search(where.get(), which.get());
    return switch (entries.size()) {
      case 0 -> new Found.Nobody();
      case 1 -> entry(user, entries.getFirst());
      default -> new Found.Unclear("several entries for \"" + user + "\", among them " + entries.get(0).getDN() + " and " + entries.get(1).getDN());
    };
  }

  /** A base that depends on the user may not exist: then the user does not either. */
  private List<SearchResultEntry> search(DN where, Filter which) throws LDAPException {
    try {
      return directory.search(where, scope, which, accountAttribute.stream().toArray(String[]::new));
    } catch (LDAPException failed) {
      if (base.isVariable() && failed.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return List.of();
      }
      throw failed;
    }
  }

  private Found entry(UserName user, SearchResultEntry entry) {
    if (accountAttribute.isEmpty()) {
      return new Found.Entry(entry.getDN(), user);
    }
    return account(user, entry).<Found>map(account -> new Found.Entry(entry.getDN(), account))
        .orElseGet(() -> new Found.Unclear(entry.getDN() + " has no " + accountAttribute.get() + ", or not one alone that can be a user name"));
  }

  /** Of several names the one that the user came with. */
  private Optional<UserName> account(UserName user, SearchResultEntry entry) {
    String[] values = entry.getAttributeValues(accountAttribute.orElseThrow());
    List<UserName> names = values == null ? List.of() : Arrays.stream(values).flatMap(value -> UserName.parse(value).stream()).distinct().toList();
    return names.contains(user) ? Optional.of(user) : names.stream().findFirst().filter(only -> names.size() == 1);
  }
}
