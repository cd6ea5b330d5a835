package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.godwit.auth.sasl.CertificateUsers.Source;
import org.godwit.tls.TestAuthority;
import org.junit.jupiter.api.Test;

class CertificateUsersTest {

  @Test
  void names_stand_where_the_settings_say_in_that_order() throws Exception {
    var authority = new TestAuthority("CN=CA");
    var alice = authority.person("C=NL,O=Example,CN=Alice,UID=al", "alice@Example.ORG", "a@elsewhere.org").certificate();
    assertThat(names(List.of(Source.EMAIL, Source.CN), Set.of()).names(alice)).containsExactly("alice@Example.ORG", "a@elsewhere.org", "Alice");
    assertThat(names(List.of(Source.EMAIL), Set.of("example.org")).names(alice)).containsExactly("alice@Example.ORG", "alice", "a@elsewhere.org");
    assertThat(names(List.of(Source.UID, Source.CN), Set.of()).names(alice)).containsExactly("al", "Alice");
    var several = authority.person("CN=outer,UID=one+CN=two").certificate();
    assertThat(names(List.of(Source.CN, Source.UID), Set.of()).names(several)).containsExactlyInAnyOrder("outer", "two", "one");
    assertThat(names(List.of(Source.EMAIL), Set.of()).names(several)).isEmpty();
  }

  /** The certificate has the least specific part first, text the other way round (RFC 4514, 2.1). */
  @Test
  void a_table_compares_whole_subjects() throws Exception {
    var table = new CertificateUsers(List.of(Source.TABLE), Map.of(new X500Principal("cn=alice,  o=Example"), "al"), Set.of());
    var authority = new TestAuthority("CN=CA");
    assertThat(table.names(authority.person("O=Example,CN=Alice").certificate())).containsExactly("al");
    assertThat(table.names(authority.person("CN=alice,O=Example").certificate())).isEmpty();
    assertThat(table.names(authority.person("O=Other,CN=alice").certificate())).isEmpty();
  }

  @Test
  void names_are_few() throws Exception {
    String[] many = java.util.stream.IntStream.range(0, 50).mapToObj(i -> "a" + i + "@example.org").toArray(String[]::new);
    assertThat(CertificateUsers.USUAL.names(new TestAuthority("CN=CA").person("CN=x", many).certificate())).hasSize(8);
  }

  private static CertificateUsers names(List<Source> sources, Set<String> domains) {
    return new CertificateUsers(sources, Map.of(), domains);
  }
}
