package org.godwit.auth.otp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.wildfly.security.auth.callback.ExtendedChoiceCallback;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.OneTimePassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.OneTimePasswordAlgorithmSpec;
import org.wildfly.security.sasl.otp.OTPSaslClientFactory;

/** What a pass phrase makes (RFC 2289, 6): computed by WildFly Elytron. Stateless, safe from any thread. */
public final class OtpPasswords {
  static final Provider ELYTRON = WildFlyElytronPasswordProvider.getInstance();

  private static final int PHRASE_MIN = 10;
  private static final int PHRASE_MAX = 63;

  private OtpPasswords() {}

  /**
   * A password, in both the forms that a user can type.
   *
   * @param words six of them (RFC 2289, 6.4)
   */
  public record Printed(int sequence, String hex, String words) {}

  /** Whether it can be a pass phrase (RFC 2289, 6.1): 10 to 63 printable ASCII characters. */
  public static boolean isPhrase(String text) {
    return text.length() >= PHRASE_MIN && text.length() <= PHRASE_MAX && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  /** The state of a user who has just used the password of this number. */
  public static OtpState state(String algorithm, int sequence, String seed, String phrase) {
    try {
      var parameters = new OneTimePasswordAlgorithmSpec(algorithm, seed, sequence);
      var made = PasswordFactory.getInstance(algorithm, ELYTRON).generatePassword(new EncryptablePasswordSpec(phrase.toCharArray(), parameters));
      return new OtpState(algorithm, sequence, seed, ((OneTimePassword) made).getHash());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(algorithm + " is one that Elytron has", impossible);
    }
  }

  /** The passwords that come next, in the order in which they are asked for; at most as many as are left. */
  public static List<Printed> next(OtpState state, String phrase, int count) {
    var passwords = new ArrayList<Printed>();
    for (int sequence = state.sequence() - 1; sequence >= 1 && passwords.size() < count; sequence--) {
      String challenge = state.algorithm() + " " + sequence + " " + state.seed() + " ext";
      passwords.add(new Printed(sequence, answer(challenge, "hex", phrase), answer(challenge, "word", phrase)));
    }
    return List.copyOf(passwords);
  }

  /** What a client answers to a challenge in one of its forms. */
  private static String answer(String challenge, String form, String phrase) {
    try {
      SaslClient client = new OTPSaslClientFactory(ELYTRON).createSaslClient(new String[] {"OTP"}, null, "imap", "localhost", Map.of(),
          callbacks -> tell(callbacks, form, phrase));
      client.evaluateChallenge(new byte[0]);
      String answer = new String(client.evaluateChallenge(challenge.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
      return answer.substring(form.length() + 1);
    } catch (SaslException impossible) {
      throw new IllegalStateException("no answer to \"" + challenge + "\"", impossible);
    }
  }

  private static void tell(Callback[] callbacks, String form, String phrase) {
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback name -> name.setName("user");
        case PasswordCallback secret -> secret.setPassword(phrase.toCharArray());
        case ExtendedChoiceCallback choice -> choice.setSelectedIndex(Math.max(0, List.of(choice.getChoices()).indexOf(form)));
        default -> { }
      }
    }
  }

  /** The state that Elytron's form of it stands for; fails if it is not one that is kept here. */
  static OtpState of(OneTimePassword password) throws SaslException {
    var state = new OtpState(password.getAlgorithm(), password.getSequenceNumber(), password.getSeed().toLowerCase(Locale.ROOT), password.getHash());
    return OtpState.parse(state.text()).orElseThrow(() -> new SaslException("a sequence of another kind: " + state));
  }
}
