package org.godwit.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and who is known, with a server that is well. */
class LdapBackendTest {
  private static final UserName ALICE = new UserName("alice");

  private final TestDirectory directory = TestDirectory.clear(0);
  private final List<LdapBackend> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(LdapBackend::close);
    directory.close();
  }

  private LdapAsked searching(String... more) {
    return ask(TestSettings.searching(directory.port(), more));
  }

  private LdapAsked binding(String... more) {
    return ask(TestSettings.of(directory.port(), Map.of("userDn", "uid=%u,ou=people,dc=example,dc=org"), more));
  }

  private LdapAsked ask(org.godwit.config.Settings settings) {
    var backend = new LdapBackend(settings);
    opened.add(backend);
    return new LdapAsked(backend);
  }

  @Test
  void a_user_who_is_found_is_checked_by_a_bind() {
    var users = searching();
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.verify("alice", "wrong")).isEqualTo(new Verdict.Rejected());
    assertThat(users.verify("nobody", "secret")).isEqualTo(new Verdict.UnknownUser());
    assertThat(users.verify("alice", "secret")).as("after a refusal on the same connection").isInstanceOf(Verdict.Accepted.class);
    assertThat(users.backend().capabilities()).containsExactlyInAnyOrder(Capability.PASSWORD, Capability.LOOKUP);
  }

  @Test
  void a_user_may_be_found_without_being_checked() {
    var users = searching();
    assertThat(users.lookUp("alice")).isEqualTo(new Lookup.Found(ALICE, Optional.empty()));
    assertThat(users.lookUp("nobody")).isEqualTo(new Lookup.NotFound());
    assertThat(directory.people()).isEmpty();
  }

  @Test
  void with_a_rule_for_names_nothing_is_searched_and_nobody_known() {
    var users = binding();
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.verify("alice", "wrong")).isEqualTo(new Verdict.UnknownUser());
    assertThat(users.verify("nobody", "secret")).isEqualTo(new Verdict.UnknownUser());
    assertThat(users.backend().capabilities()).containsExactly(Capability.PASSWORD);
    assertThat(users.lookUp("alice")).isInstanceOfSatisfying(Lookup.Unavailable.class, why -> assertThat(why.onlyThisUser()).isTrue());
    assertThat(directory.binds).doesNotContain(TestDirectory.SERVICE);
  }

  @Test
  void a_base_that_depends_on_the_user_reads_one_entry() {
    var users = searching("searchBase", "uid=%u,ou=people,dc=example,dc=org", "searchScope", "base", "searchFilter", "(objectClass=*)");
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.lookUp("alice")).isInstanceOf(Lookup.Found.class);
    assertThat(users.lookUp("nobody")).isEqualTo(new Lookup.NotFound());
  }

  @Test
  void an_empty_password_is_never_right() {
    for (var users : List.of(searching(), binding())) {
      for (String password : List.of("", "\0", "secret\0")) {
        assertThat(users.verify("alice", password)).as(password).isEqualTo(new Verdict.UnknownUser());
      }
    }
    assertThat(directory.people()).as("the server was not even asked").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a*", "alice)(uid=*", "*)(objectclass=*", "alice,ou=people", "root,ou=admins,dc=example,dc=org#", "alice\u00A0"})
  void a_name_cannot_change_what_is_asked(String name) {
    for (var users : List.of(searching(), binding())) {
      UserName.parse(name).ifPresent(hostile -> assertThat(users.verify(name, "secret")).isNotInstanceOf(Verdict.Accepted.class));
    }
    assertThat(searching().lookUp("*")).isEqualTo(new Lookup.NotFound());
    assertThat(searching().lookUp("alice)(uid=*")).isEqualTo(new Lookup.NotFound());
  }

  @Test
  void names_with_special_characters_work() {
    assertThat(searching().verify("star*", "secret")).isEqualTo(new Verdict.Accepted(new UserName("star*")));
    assertThat(binding().verify("star*", "secret")).isEqualTo(new Verdict.Accepted(new UserName("star*")));
  }

  @Test
  void an_attribute_may_name_the_account() {
    var users = searching("searchFilter", "(|(uid=%u)(mail=%u))", "userAttribute", "uid");
    assertThat(users.verify("alice@example.org", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.lookUp("alice@example.org")).isEqualTo(new Lookup.Found(ALICE, Optional.empty()));
  }

  @Test
  void of_several_values_the_one_that_was_logged_in_with_names_the_account() throws Exception {
    directory.server().modify("dn: uid=alice,ou=people,dc=example,dc=org", "changetype: modify", "add: uid", "uid: ally");
    var users = searching("searchFilter", "(|(uid=%u)(mail=%u))", "userAttribute", "uid");
    assertThat(users.verify("ally", "secret")).isEqualTo(new Verdict.Accepted(new UserName("ally")));
    assertThat(users.verify("alice@example.org", "secret")).isInstanceOfSatisfying(Verdict.Unavailable.class,
        why -> assertThat(why.onlyThisUser()).isTrue());
  }

  @Test
  void whoever_is_not_clearly_one_entry_and_one_account_is_not_guessed() {
    var users = searching("searchFilter", "(mail=%u)", "userAttribute", "uid");
    for (String unclear : List.of("shared@example.org", "nameless@example.org", "oneil@example.org")) {
      assertThat(users.verify(unclear, "secret")).as(unclear).isInstanceOfSatisfying(Verdict.Unavailable.class,
          why -> assertThat(why.onlyThisUser()).isTrue());
      assertThat(users.lookUp(unclear)).as(unclear).isInstanceOf(Lookup.Unavailable.class);
    }
    assertThat(directory.people()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"49, Rejected", "48, Rejected", "53, Rejected", "19, Rejected", "50, Rejected", "32, UnknownUser", "34, UnknownUser",
      "1, Unavailable", "2, Unavailable", "8, Unavailable", "10, Unavailable", "13, Unavailable", "51, Unavailable", "52, Unavailable", "80, Unavailable"})
  void what_a_server_answers_to_a_bind(int code, String verdict) {
    directory.hook = request -> {
      if (!request.getRequest().getBindDN().equals(TestDirectory.SERVICE)) {
        throw new LDAPException(ResultCode.valueOf(code));
      }
    };
    assertThat(searching().verify("alice", "secret").getClass().getSimpleName()).isEqualTo(verdict);
  }
}
