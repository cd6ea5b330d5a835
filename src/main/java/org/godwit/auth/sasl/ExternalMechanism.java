package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;

/** EXTERNAL (RFC 4422, appendix A): who the client is, its verified certificate says; the message only whom it wants to act for. */
final class ExternalMechanism implements SaslMechanism {
  private final SaslSetup setup;

  ExternalMechanism(SaslSetup setup) {
    this.setup = setup;
  }

  @Override
  public String name() {
    return "EXTERNAL";
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.certificates().isPresent() && setup.canLookUp();
  }

  @Override
  public boolean suits(ClientChannel channel) {
    return channel.tls().filter(tls -> !tls.clientCertificates().isEmpty()).isPresent();
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      String authorizationId = new String(response, StandardCharsets.UTF_8);
      if (authorizationId.indexOf('\0') >= 0) {
        return malformed();
      }
      List<String> names = channel.tls().map(tls -> tls.clientCertificates().getFirst())
          .flatMap(certificate -> setup.certificates().map(users -> users.names(certificate))).orElse(List.of());
      var attempt = new LoginAttempt(channel, name(), names.isEmpty() ? "" : names.getFirst(), authorizationId);
      return setup.logins().decide(attempt, find(names, 0)).map(this::done);
    }

    /** The first name in the certificate that is a user's. There are few: see {@link CertificateUsers}. */
    private Uni<Verdict> find(List<String> names, int place) {
      if (place == names.size()) {
        return Uni.createFrom().item(new Verdict.UnknownUser());
      }
      Optional<UserName> name = UserName.parse(names.get(place));
      return name.map(user -> setup.users().lookUp(user, SecretKind.NONE)).orElse(Uni.createFrom().item(new Lookup.NotFound()))
          .chain(answer -> switch (answer) {
            case Lookup.Found found -> Uni.createFrom().item(new Verdict.Accepted(found.user()));
            case Lookup.Unavailable unavailable -> Uni.createFrom().item(new Verdict.Unavailable(unavailable.reason()));
            case Lookup.NotFound none -> find(names, place + 1);
          });
    }
  }
}
