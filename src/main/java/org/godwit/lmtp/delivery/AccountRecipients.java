package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.lmtp.command.MailAddress;
import org.godwit.mailbox.api.MailboxFailure;

/**
 * Addresses by the names of users. Asked in this order, the first that exists gets the mail:
 *
 * <ol>
 * <li>the account {@code user+detail@domain} as a whole, then {@code user+detail} if the domain is local: an account may have a
 *     separator in its name;
 * <li>{@code user@domain}, then {@code user} if the domain is local, both with the detail;
 * <li>for postmaster of a local domain, whoever is told to be that.
 * </ol>
 * Names are compared as logins are, without regard to case (RFC 8265, 3.3).
 */
public final class AccountRecipients implements Recipients {

  private final Accounts accounts;
  private final AddressRules rules;

  public AccountRecipients(Accounts accounts, AddressRules rules) {
    this.accounts = accounts;
    this.rules = rules;
  }

  private record Candidate(UserName account, Optional<String> detail) {}

  @Override
  public Uni<Optional<Recipient>> find(MailAddress address) {
    return firstOf(address, candidates(address), 0, Optional.empty());
  }

  /**
   * At most five; there is no recursion deeper than that. A name that may be a user's does not keep the mail from one that is; if
   * none is, nobody can say that there is no such user.
   */
  private Uni<Optional<Recipient>> firstOf(MailAddress address, List<Candidate> candidates, int at, Optional<String> untold) {
    if (at == candidates.size()) {
      return untold.isEmpty() ? Uni.createFrom().item(Optional.empty())
          : Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.UNAVAILABLE, untold.get()));
    }
    var candidate = candidates.get(at);
    return accounts.find(candidate.account()).chain(answer -> switch (answer) {
      case Accounts.Answer.Exists user -> Uni.createFrom().item(Optional.of(new Recipient(address, user.account().value(), candidate.detail())));
      case Accounts.Answer.Nobody nobody -> firstOf(address, candidates, at + 1, untold);
      case Accounts.Answer.Untold maybe -> firstOf(address, candidates, at + 1, Optional.of(untold.orElse(maybe.reason())));
    });
  }

  private List<Candidate> candidates(MailAddress address) {
    var all = new ArrayList<Candidate>();
    String local = address.local();
    rules.candidates(local, address.domain()).forEach(account -> all.add(new Candidate(account, Optional.empty())));
    int separator = rules.separator(local);
    if (separator > 0) {
      var detail = Optional.of(local.substring(separator + 1)).filter(text -> !text.isEmpty());
      rules.candidates(local.substring(0, separator), address.domain())
          .forEach(account -> all.add(new Candidate(account, detail)));
    }
    if (local.equalsIgnoreCase("postmaster") && rules.isLocal(address.domain().toLowerCase(Locale.ROOT))) {
      rules.postmaster().ifPresent(account -> all.add(new Candidate(account, Optional.empty())));
    }
    return all;
  }
}
