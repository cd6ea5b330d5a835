package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.godwit.auth.sasl.SaslExchange;
import org.godwit.auth.sasl.SaslExchange.Step;
import org.godwit.auth.sasl.SaslMechanism;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** AUTHENTICATE (RFC 9051, 6.2.2), with an initial response (RFC 4959). */
final class AuthenticateHandler implements Handler<ImapCommand.Authenticate> {

  /** Challenges in one exchange: more than any mechanism needs. */
  private static final int CHALLENGES_MAX = 10;
  private static final int BASE64_GROUP = 4;

  private final SaslMechanisms mechanisms;
  private final Logins logins;

  AuthenticateHandler(SaslMechanisms mechanisms, Logins logins) {
    this.mechanisms = mechanisms;
    this.logins = logins;
  }

  @Override
  public Uni<Tagged> handle(ImapCommand.Authenticate command, ImapSession session) {
    var mechanism = mechanisms.find(command.mechanism(), session.channel()).orElseThrow(
        () -> CommandFailure.no(ResponseCode.CANNOT, "There is no such mechanism here"));
    requirePrivacy(mechanism, session);
    var exchange = mechanism.begin(session.channel());
    return next(exchange, command.initialResponse(), session, CHALLENGES_MAX);
  }

  private static void requirePrivacy(SaslMechanism mechanism, ImapSession session) {
    if (mechanism.isCleartext() && !session.isPasswordAllowed()) {
      throw Logins.notPrivate();
    }
  }

  private Uni<Tagged> next(SaslExchange exchange, Optional<byte[]> response, ImapSession session, int challengesLeft) {
    return exchange.next(response).chain(step -> switch (step) {
      case Step.Challenge challenge -> {
        if (challengesLeft == 0) {
          throw CommandFailure.bad("This exchange does not end");
        }
        yield ask(challenge, session).onFailure().invoke(exchange::abandon).chain(answer -> next(exchange, answer, session, challengesLeft - 1));
      }
      case Step.Done done -> logins.end(done.result(), session);
      case Step.Malformed malformed -> throw CommandFailure.bad("Not a response of this mechanism");
    });
  }

  private static Uni<Optional<byte[]>> ask(Step.Challenge challenge, ImapSession session) {
    session.out().continuation(Base64.getEncoder().encodeToString(challenge.octets()));
    return session.link().readLine().map(AuthenticateHandler::decoded).map(Optional::of);
  }

  /** {@code base64 CRLF}, or {@code "*"} by which the client gives up. */
  private static byte[] decoded(byte[] line) {
    if (line.length == 1 && line[0] == '*') {
      throw CommandFailure.bad("Given up by the client");
    }
    // curl writes an empty response like that, which is right with the command only
    if (line.length == 1 && line[0] == '=') {
      return new byte[0];
    }
    try {
      // the decoder does without padding, base64 as IMAP has it does not (RFC 9051, 9)
      if (line.length % BASE64_GROUP == 0) {
        return Base64.getDecoder().decode(new String(line, StandardCharsets.ISO_8859_1));
      }
    } catch (IllegalArgumentException notBase64) {
      // answered below
    }
    throw CommandFailure.bad("Not base64");
  }
}
