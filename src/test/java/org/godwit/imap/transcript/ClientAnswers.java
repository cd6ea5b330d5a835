package org.godwit.imap.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import org.godwit.pop3.Pop3TestServer;

/**
 * What a client computes from what the server said: {@code ${name argument ...}} in a transcript, described in its README. The
 * client's sides of SASL mechanisms are libraries'. One SCRAM exchange at a time.
 */
final class ClientAnswers {

  private ScramClient scram;

  /** The value; an error says what is wrong with the name or its arguments, or that the server is not who it should be. */
  String of(String name, String text) {
    var arguments = List.of(text.split(" ", -1));
    try {
      return switch (name) {
        case "base64" -> base64(text.replace("\\0", "\0"));
        case "repeat" -> arguments.get(0).repeat(Integer.parseInt(arguments.get(1)));
        case "apop" -> Pop3TestServer.digest(arguments.get(0), arguments.get(1));
        case "cram-md5" -> cramMd5(arguments.get(0), arguments.get(1), arguments.get(2));
        case "scram-first" -> scramFirst(arguments);
        case "scram-final" -> scramFinal(text);
        case "scram-end" -> scramEnd(text);
        default -> throw new IllegalArgumentException("there is no ${" + name + " ...}");
      };
    } catch (SaslException | ScramException wrong) {
      throw new AssertionError("${" + name + " ...}: " + wrong.getMessage(), wrong);
    } catch (IndexOutOfBoundsException missing) {
      throw new IllegalArgumentException("${" + name + " ...} needs more arguments", missing);
    }
  }

  private static String cramMd5(String user, String password, String challenge) throws SaslException {
    var client = Sasl.createSaslClient(new String[] {"CRAM-MD5"}, null, "imap", "localhost", Map.of(),
        callbacks -> tell(callbacks, user, password));
    return base64(new String(client.evaluateChallenge(text(challenge).getBytes(UTF_8)), UTF_8));
  }

  private static void tell(Callback[] callbacks, String user, String password) {
    for (var callback : callbacks) {
      switch (callback) {
        case NameCallback name -> name.setName(user);
        case PasswordCallback secret -> secret.setPassword(password.toCharArray());
        default -> throw new IllegalArgumentException(callback.toString());
      }
    }
  }

  private String scramFirst(List<String> arguments) {
    var builder = ScramClient.builder().advertisedMechanisms(List.of(arguments.get(0))).username(arguments.get(1))
        .password(arguments.get(2).toCharArray());
    scram = (arguments.size() > 3 ? builder.authzid(arguments.get(3)) : builder).build();
    return base64(scram.clientFirstMessage().toString());
  }

  private String scramFinal(String challenge) throws ScramException {
    scram.serverFirstMessage(text(challenge));
    return base64(scram.clientFinalMessage().toString());
  }

  /** Nothing more to say, if the server has proven that it knows the user. */
  private String scramEnd(String challenge) throws ScramException {
    scram.serverFinalMessage(text(challenge));
    return "";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }
}
