package org.godwit.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  private static final UserName ALICE = new UserName("alice@example.org");

  @Provide
  Arbitrary<UserName> hostileNames() {
    return Arbitraries.strings().withChars("*(),=+<>;\"#&|!~%@ux0\\'äß").ofMinLength(1).ofMaxLength(12)
        .map(UserName::parse).filter(Optional::isPresent).map(Optional::get);
  }

  @Property
  void whatever_a_name_is_it_is_one_value_of_a_filter(@ForAll("hostileNames") UserName user) throws LDAPException {
    var template = new FilterTemplate("key", "(&(objectClass=person)(|(uid=%u)(cn=x-%u)))", "", false);
    Filter filter = Filter.create(template.fill(user).orElseThrow().toString());
    Filter names = filter.getComponents()[1];
    assertThat(filter.getFilterType()).isEqualTo(Filter.FILTER_TYPE_AND);
    assertThat(filter.getComponents()).hasSize(2);
    assertThat(names.getComponents()).hasSize(2).allMatch(each -> each.getFilterType() == Filter.FILTER_TYPE_EQUALITY);
    assertThat(names.getComponents()[0].getAssertionValue()).isEqualTo(user.value());
    assertThat(names.getComponents()[1].getAssertionValue()).isEqualTo("x-" + user.value());
  }

  @Property
  void whatever_a_name_is_it_is_one_value_of_a_dn(@ForAll("hostileNames") UserName user) throws LDAPException {
    String name = BindName.of("key", "uid=%u+cn=x,ou=people,dc=example", "").fill(user).orElseThrow();
    RDN[] rdns = new DN(name).getRDNs();
    assertThat(rdns).hasSize(3);
    assertThat(rdns[0].getAttributeNames()).containsExactly("uid", "cn");
    assertThat(rdns[0].getAttributeValues()).containsExactly(user.value(), "x");
    assertThat(rdns[1].toString() + "," + rdns[2]).isEqualTo("ou=people,dc=example");
  }

  @Property
  void a_name_in_a_bind_name_that_is_no_dn_does_not_make_it_one(@ForAll("hostileNames") UserName user) {
    BindName.of("key", "%u@example.org", "").fill(user).ifPresent(name -> assertThat(name).doesNotContain("=", ",", "<"));
  }

  @Test
  void variables_are_the_name_its_local_part_and_its_domain() {
    assertThat(filter("(uid=%u)", ALICE)).contains("(uid=alice@example.org)");
    assertThat(filter("(&(uid=%n)(o=%d)(cn=100%%))", ALICE)).contains("(&(uid=alice)(o=example.org)(cn=100%))");
    assertThat(filter("(!(mail=a*%n*%d))", ALICE)).contains("(!(mail=a*alice*example.org))");
    assertThat(filter("(uid:caseExactMatch:=%n)", ALICE)).contains("(uid:caseExactMatch:=alice)");
    assertThat(BindName.of("key", "EXAMPLE\\%n", "").fill(ALICE)).contains("EXAMPLE\\alice");
  }

  @Test
  void a_part_that_needs_a_domain_matches_nobody_without_one() {
    var bob = new UserName("bob");
    assertThat(filter("(mail=%n@%d)", bob)).isEmpty();
    assertThat(filter("(|(uid=%u)(mail=%n@%d))", bob)).contains("(|(uid=bob))");
    assertThat(filter("(&(uid=%u)(o=%d))", bob)).isEmpty();
    assertThat(BindName.of("key", "uid=%n,o=%d", "").fill(bob)).isEmpty();
    assertThat(BindName.of("key", "uid=%n,o=%d", "example.org").fill(bob)).contains("uid=bob,o=example.org");
    assertThat(filter("(uid=%n)", new UserName("@example.org"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(uid=%u", "uid=%u)", "(uid=%x)", "(%u=a)", "(uid=%)", "(objectClass=*)", "(uid=100%%)"})
  void a_filter_that_cannot_be_meant_is_refused(String text) {
    assertThatThrownBy(() -> filter(text, ALICE)).isInstanceOf(BackendSetupException.class).hasMessageStartingWith("key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid=%x,o=a", "uid=alice", "%u=alice", "uid=%u,,", "uid=%u,people", "alice"})
  void a_bind_name_that_cannot_be_meant_is_refused(String text) {
    assertThatThrownBy(() -> BindName.of("key", text, "").fill(ALICE)).isInstanceOf(BackendSetupException.class).hasMessageStartingWith("key");
  }

  private static Optional<String> filter(String template, UserName user) {
    return new FilterTemplate("key", template, "", false).fill(user).map(Filter::toString);
  }
}
