package org.godwit;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.config.Settings;
import org.godwit.lmtp.delivery.AccountRecipients;
import org.godwit.lmtp.delivery.Accounts;
import org.godwit.lmtp.delivery.AddressRules;
import org.godwit.lmtp.delivery.DeliveryLimits;
import org.godwit.lmtp.delivery.MailDelivery;
import org.godwit.lmtp.delivery.MemoryBudget;
import org.godwit.lmtp.session.LmtpLimits;
import org.godwit.lmtp.session.LmtpServices;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.tls.TlsEngines;
import org.godwit.tool.ToolFailure;
import org.godwit.wire.WireLimits;

/** LMTP put together: recipients from where users live, delivery into the store. */
final class LmtpStack {

  private static final long MS_PER_SECOND = 1000;

  private LmtpStack() {}

  /** What the sessions of a server share. Fails with a {@link ToolFailure} if a setting cannot be used. */
  static LmtpServices services(MailboxClient store, CredentialBackend users, TlsEngines tls, Settings settings) {
    var recipients = new AccountRecipients(user -> account(users, user), rules(settings));
    var limits = new DeliveryLimits(settings.mail().messageBytesMax(), Math.toIntExact(settings.storage().bodyFileBytesMin()));
    var delivery = new MailDelivery(store, limits, new MemoryBudget(settings.lmtp().memoryBytesMax()), settings.mail().hierarchyDelimiter());
    return new LmtpServices(recipients, delivery, Optional.of(tls), hostName(settings), limits(settings));
  }

  private static Uni<Accounts.Answer> account(CredentialBackend users, UserName user) {
    return users.lookUp(user, SecretKind.NONE).chain(lookup -> switch (lookup) {
      case Lookup.Found found -> Uni.createFrom().item(new Accounts.Answer.Exists(found.user()));
      case Lookup.NotFound none -> Uni.createFrom().item(new Accounts.Answer.Nobody());
      case Lookup.Unavailable unavailable when unavailable.onlyThisUser() -> Uni.createFrom().item(new Accounts.Answer.Untold(unavailable.reason()));
      case Lookup.Unavailable unavailable ->
          Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.UNAVAILABLE, unavailable.reason()));
    });
  }

  private static AddressRules rules(Settings settings) {
    var mail = settings.mail();
    var postmaster = Optional.of(mail.postmaster()).filter(name -> !name.isEmpty()).map(name -> UserName.parse(name)
        .orElseThrow(() -> new ToolFailure("mail.postmaster: \"" + name + "\" cannot be a user name")));
    return new AddressRules(mail.defaultDomain(), Set.copyOf(mail.localDomains()), settings.lmtp().detailSeparators(), postmaster);
  }

  private static LmtpLimits limits(Settings settings) {
    var usual = LmtpLimits.DEFAULT;
    return new LmtpLimits(usual.lineBytesMax(), settings.lmtp().recipientsMax(), usual.badCommandsMax(),
        2 * settings.mail().messageBytesMax(), settings.lmtp().idleTimeoutSeconds() * MS_PER_SECOND, WireLimits.DEFAULT);
  }

  private static String hostName(Settings settings) {
    if (!settings.mail().hostName().isEmpty()) {
      return settings.mail().hostName();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
