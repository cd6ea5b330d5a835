package org.godwit.auth.sasl;

import com.ongres.scram.common.ScramFunctions;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.Password;
import org.godwit.auth.ScramVerifier;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;
import org.godwit.auth.sasl.ScramMessages.Final;
import org.godwit.auth.sasl.ScramMessages.First;

/**
 * SCRAM (RFC 5802, RFC 7677), with and without channel binding. The functions are the library's; here is who says what when. A
 * user who does not exist gets a salt and a challenge like any other, and fails at the end.
 */
final class ScramServerMechanism implements SaslMechanism {
  private final ScramVerifier.Hash hash;
  private final boolean binding;
  private final SaslSetup setup;
  private final ScramDecoys decoys;
  private final Supplier<String> nonces;
  private final Predicate<ClientChannel> bindable;

  /**
   * @param binding  whether it is the -PLUS form
   * @param bindable whether the -PLUS form is offered on a channel
   * @param nonces   makes the server's part of a nonce: printable ASCII without comma, never the same again
   */
  ScramServerMechanism(ScramVerifier.Hash hash, boolean binding, SaslSetup setup, ScramDecoys decoys,
      Predicate<ClientChannel> bindable, Supplier<String> nonces) {
    this.hash = hash;
    this.binding = binding;
    this.setup = setup;
    this.decoys = decoys;
    this.bindable = bindable;
    this.nonces = nonces;
  }

  @Override
  public String name() {
    return hash.mechanism().getName() + (binding ? "-PLUS" : "");
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.can(kind().capability());
  }

  @Override
  public boolean suits(ClientChannel channel) {
    return !binding || ChannelBindings.isServed(channel);
  }

  private SecretKind kind() {
    return switch (hash) {
      case SHA_1 -> SecretKind.SCRAM_SHA_1;
      case SHA_256 -> SecretKind.SCRAM_SHA_256;
    };
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new Exchange(channel);
  }

  /** What the proof is checked against: a verifier, or a password that it has yet to be made of. */
  private record Known(Optional<ScramVerifier> verifier, Password password, byte[] salt, Optional<UserName> user, Optional<String> unavailable) {
    String saltText() {
      return verifier.map(ScramVerifier::salt).orElseGet(() -> Base64.getEncoder().encodeToString(salt));
    }

    int iterations() {
      return verifier.map(ScramVerifier::iterations).orElse(ScramVerifier.ITERATIONS);
    }
  }

  private final class Exchange extends StepExchange {
    private final ClientChannel channel;
    private First first;
    private Known known;
    private byte[] bindingInput;
    private String nonce;
    private String serverFirst;

    Exchange(ClientChannel channel) {
      this.channel = channel;
    }

    @Override
    Uni<Step> respond(byte[] response) {
      return first == null ? first(response) : last(response);
    }

    private Uni<Step> first(byte[] response) {
      var message = ScramMessages.first(response).filter(any -> any.binding().isPresent() == binding);
      if (message.isEmpty()) {
        return malformed();
      }
      first = message.get();
      if (first.isBindingUnused() && bindable.test(channel)) {
        return refuse("believes that channel binding is not offered: somebody may have taken it out of the list");
      }
      var input = bindingInput();
      if (input.isEmpty()) {
        return refuse("channel binding " + first.binding().orElse("") + " cannot be had");
      }
      bindingInput = input.get();
      nonce = first.nonce() + nonces.get();
      return lookUp().map(this::serverFirst);
    }

    /** Authentication fails (RFC 5802, 6), and the log says why. */
    private Uni<Step> refuse(String reason) {
      var attempt = new LoginAttempt(channel, name(), first.user(), first.authorizationId());
      return setup.logins().decide(attempt, Uni.createFrom().item(new Verdict.Rejected(reason))).map(this::done);
    }

    /** What the client has to tell of the channel (RFC 5802, 6); empty if the channel cannot give that type of binding. */
    private Optional<byte[]> bindingInput() {
      byte[] header = first.header().getBytes(StandardCharsets.UTF_8);
      return first.binding().isEmpty() ? Optional.of(header)
          : ChannelBindings.find(channel, first.binding().get()).map(data -> concat(header, data));
    }

    private Uni<Known> lookUp() {
      byte[] salt = decoys.salt(UserName.parse(first.user()).map(UserName::value).orElse(first.user()));
      Known nobody = new Known(Optional.empty(), decoys.password(), salt, Optional.empty(), Optional.empty());
      return UserName.parse(first.user()).map(name -> setup.users().lookUp(name, kind()).map(answer -> switch (answer) {
        case Lookup.Found found when found.secret().isPresent() -> known(found.user(), found.secret().get(), salt);
        case Lookup.Unavailable unavailable ->
            new Known(Optional.empty(), decoys.password(), salt, Optional.empty(), Optional.of(unavailable.reason()));
        case Lookup.Found withoutSecret -> nobody;
        case Lookup.NotFound none -> nobody;
      })).orElse(Uni.createFrom().item(nobody));
    }

    private Known known(UserName user, Secret secret, byte[] salt) {
      return switch (secret) {
        case Secret.Scram stored -> new Known(Optional.of(stored.verifier()), decoys.password(), salt, Optional.of(user), Optional.empty());
        case Secret.Clear clear -> new Known(Optional.empty(), clear.password(), salt, Optional.of(user), Optional.empty());
      };
    }

    private Step serverFirst(Known found) {
      known = found;
      serverFirst = "r=" + nonce + ",s=" + found.saltText() + ",i=" + found.iterations();
      return new Step.Challenge(serverFirst.getBytes(StandardCharsets.US_ASCII));
    }

    private Uni<Step> last(byte[] response) {
      var message = ScramMessages.last(response);
      if (message.isEmpty()) {
        return malformed();
      }
      String authMessage = first.bare() + "," + serverFirst + "," + message.get().withoutProof();
      var attempt = new LoginAttempt(channel, name(), first.user(), first.authorizationId());
      var verifier = setup.work().run(this::verifier).memoize().indefinitely();
      return setup.logins().decide(attempt, verifier.map(made -> verdict(message.get(), made, authMessage)))
          .chain(result -> end(result, verifier, authMessage));
    }

    private ScramVerifier verifier() {
      return known.verifier().orElseGet(() -> ScramVerifier.of(hash, known.password(), known.salt(), known.iterations()));
    }

    private Verdict verdict(Final message, ScramVerifier verifier, String authMessage) {
      if (known.unavailable().isPresent()) {
        return new Verdict.Unavailable(known.unavailable().get());
      }
      boolean right = message.proof().length == verifier.storedKey().length
          && ScramFunctions.verifyClientProof(hash.mechanism(), message.proof(), verifier.storedKey(), authMessage);
      boolean same = message.nonce().equals(nonce) && MessageDigest.isEqual(message.bindingInput(), bindingInput);
      return known.user().<Verdict>map(user -> right && same ? new Verdict.Accepted(user) : new Verdict.Rejected())
          .orElseGet(Verdict.UnknownUser::new);
    }

    /** server-final-message: by it the client knows that the server knows the verifier. */
    private Uni<Step> end(LoginResult result, Uni<ScramVerifier> verifier, String authMessage) {
      if (!(result instanceof LoginResult.Accepted)) {
        return Uni.createFrom().item(done(result));
      }
      return verifier.map(known -> {
        byte[] signature = ScramFunctions.serverSignature(hash.mechanism(), known.serverKey(), authMessage);
        return endAfter(("v=" + Base64.getEncoder().encodeToString(signature)).getBytes(StandardCharsets.US_ASCII), result);
      });
    }
  }

  private static byte[] concat(byte[] one, byte[] two) {
    var both = new ByteArrayOutputStream(one.length + two.length);
    both.writeBytes(one);
    both.writeBytes(two);
    return both.toByteArray();
  }
}
