package org.godwit.auth.sasl;

import com.ongres.scram.common.ScramFunctions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.ScramVerifier.Hash;
import org.godwit.auth.backend.Capability;

/** Every mechanism there is, the preferred first. */
final class MechanismCatalogue {
  private static final int NONCE_LENGTH = 24;

  private MechanismCatalogue() {}

  /** Those of the setup's names, in the order of the names; all if it has none. */
  static List<SaslMechanism> of(SaslSetup setup) {
    List<SaslMechanism> all = all(setup);
    return setup.names().isEmpty() ? all
        : setup.names().stream().flatMap(name -> all.stream().filter(mechanism -> mechanism.name().equals(name))).toList();
  }

  /** Their names. */
  static List<String> names(SaslSetup setup) {
    return all(setup).stream().map(SaslMechanism::name).toList();
  }

  private static List<SaslMechanism> all(SaslSetup setup) {
    var random = new SecureRandom();
    Supplier<String> nonces = () -> ScramFunctions.nonce(NONCE_LENGTH, random);
    var decoys = new ScramDecoys(setup.key());
    var all = new ArrayList<SaslMechanism>();
    for (boolean binding : new boolean[] {true, false}) {
      for (Hash hash : List.of(Hash.SHA_256, Hash.SHA_1)) {
        Predicate<ClientChannel> bindable = channel -> setup.names(hash.mechanism().getName() + "-PLUS") && ChannelBindings.isServed(channel);
        all.add(new ScramServerMechanism(hash, binding, setup, decoys, bindable, nonces));
      }
    }
    all.add(new ExternalMechanism(setup));
    all.add(new GssapiMechanism(setup));
    all.add(new OtpMechanism(setup));
    all.add(new CramMd5Mechanism(setup, decoys));
    all.add(new BearerMechanism(BearerMechanism.Form.OAUTHBEARER, setup));
    all.add(new BearerMechanism(BearerMechanism.Form.XOAUTH2, setup));
    all.add(new Served(new PlainMechanism(setup.logins()), setup));
    all.add(new Served(new LoginMechanism(setup.logins()), setup));
    all.add(new AnonymousMechanism(setup));
    return all;
  }

  /** A mechanism of names and passwords, where a back end takes those. */
  private record Served(SaslMechanism mechanism, SaslSetup setup) implements SaslMechanism {
    @Override
    public String name() {
      return mechanism.name();
    }

    @Override
    public boolean isCleartext() {
      return true;
    }

    @Override
    public boolean isServed() {
      return setup.can(Capability.PASSWORD);
    }

    @Override
    public SaslExchange begin(ClientChannel channel) {
      return mechanism.begin(channel);
    }
  }
}
