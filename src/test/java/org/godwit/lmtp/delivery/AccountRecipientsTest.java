package org.godwit.lmtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.UserName;
import org.godwit.lmtp.command.MailAddress;
import org.godwit.mailbox.api.MailboxFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which account an address delivers to. */
class AccountRecipientsTest {

  private static final Set<String> USERS = Set.of("anna", "bob@other.example", "bob", "anna@own.example", "odd+name", "carl@here.example", "jürgen");

  private static Optional<Recipient> find(String address, AddressRules rules) {
    Accounts accounts = user -> Uni.createFrom().item(answer(user));
    int at = address.indexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    return new AccountRecipients(accounts, rules)
        .find(new MailAddress(address, local, at < 0 ? "" : address.substring(at + 1))).await().indefinitely();
  }

  /** Names with "maybe" in them are those of users that are not known before they log in. */
  private static Accounts.Answer answer(UserName user) {
    if (user.value().contains("maybe")) {
      return new Accounts.Answer.Untold("who knows");
    }
    return USERS.contains(user.value()) ? new Accounts.Answer.Exists(user) : new Accounts.Answer.Nobody();
  }

  @Test
  void a_name_that_nobody_knows_may_be_a_users() {
    var rules = new AddressRules("maybe.example", Set.of(), "+", Optional.empty());
    assertThat(told(find("anna@maybe.example", rules))).isEqualTo("anna");
    assertThat(told(find("anna+lists@maybe.example", rules))).isEqualTo("anna lists");
    assertThatThrownBy(() -> find("eve@maybe.example", rules)).isInstanceOf(MailboxFailure.class).hasMessage("who knows");
  }

  private static String told(Optional<Recipient> found) {
    return found.map(recipient -> recipient.account() + recipient.detail().map(detail -> " " + detail).orElse("")).orElse("nobody");
  }

  @ParameterizedTest
  @CsvSource({
      "anna@here.example, anna",
      "ANNA@Here.Example, anna",
      "anna@also.example, anna",
      "anna@elsewhere.example, nobody",
      "anna@own.example, anna@own.example",
      "anna, anna",
      "anna+lists@here.example, anna lists",
      "anna+Lists+x@here.example, anna Lists+x",
      "anna+@here.example, anna",
      "anna+x@own.example, anna@own.example x",
      "bob@other.example, bob@other.example",
      "bob+x@other.example, bob@other.example x",
      "bob@here.example, bob",
      "odd+name@here.example, odd+name",
      "odd+other@here.example, nobody",
      "carl, carl@here.example",
      "carl@also.example, nobody",
      "Jürgen@here.example, jürgen",
      "+anna@here.example, nobody",
      "postmaster@here.example, anna",
      "Postmaster, anna",
      "postmaster@elsewhere.example, nobody",
      "../anna@here.example, nobody",
      "anna/../bob@here.example, nobody"
  })
  void with_a_default_domain(String address, String expected) {
    var rules = new AddressRules("Here.Example", Set.of("also.example"), "+", UserName.parse("anna"));
    assertThat(told(find(address, rules))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
      "anna@any.example, anna",
      "anna@own.example, anna@own.example",
      "bob@other.example, bob@other.example",
      "bob@third.example, bob",
      "anna-x@any.example, anna x",
      "anna+x-y@any.example, anna x-y",
      "carl, nobody",
      "postmaster, nobody"
  })
  void without_one_and_with_two_separators(String address, String expected) {
    assertThat(told(find(address, new AddressRules("", Set.of(), "+-", Optional.empty())))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"anna@x.example, anna", "anna+x@x.example, nobody"})
  void without_separators(String address, String expected) {
    assertThat(told(find(address, new AddressRules("", Set.of(), "", Optional.empty())))).isEqualTo(expected);
  }
}
