package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.sasl.SaslExchange;
import org.godwit.auth.sasl.SaslExchange.Step;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.command.SaslResponse;
import org.godwit.pop3.command.SyntaxError;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** AUTH (RFC 5034, 4). */
final class AuthHandler implements Handler<Pop3Command.Auth> {

  /** Challenges in one exchange: more than any mechanism needs. */
  private static final int CHALLENGES_MAX = 10;

  private final SaslMechanisms mechanisms;
  private final Logins logins;

  AuthHandler(SaslMechanisms mechanisms, Logins logins) {
    this.mechanisms = mechanisms;
    this.logins = logins;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Auth command, Pop3Session session) {
    session.takeNamed();
    if (command.mechanism().isEmpty()) {
      return list(session);
    }
    var mechanism = mechanisms.find(command.mechanism().get(), session.link().channel())
        .orElseThrow(() -> new CommandFailure(Reply.err("There is no such mechanism here")));
    if (mechanism.isCleartext()) {
      Logins.requirePrivacy(session);
    }
    var exchange = mechanism.begin(session.link().channel());
    return next(exchange, command.initialResponse(), session, CHALLENGES_MAX);
  }

  /** What clients older than CAPA ask for. */
  private Uni<Reply> list(Pop3Session session) {
    session.out().begin("Mechanisms follow");
    mechanisms.offered(session.link().channel()).forEach(session.out()::line);
    session.out().end();
    return Handler.now(new Reply.Written());
  }

  private Uni<Reply> next(SaslExchange exchange, Optional<byte[]> response, Pop3Session session, int challengesLeft) {
    return exchange.next(response).chain(step -> switch (step) {
      case Step.Challenge challenge -> {
        if (challengesLeft == 0) {
          throw new CommandFailure(Reply.err("This exchange does not end"));
        }
        yield ask(challenge, session).onFailure().invoke(exchange::abandon).chain(answer -> next(exchange, Optional.of(answer), session, challengesLeft - 1));
      }
      case Step.Done done -> logins.end(done.result(), session);
      case Step.Malformed malformed -> throw new CommandFailure(Reply.err("Not a response of this mechanism"));
    });
  }

  private static Uni<byte[]> ask(Step.Challenge challenge, Pop3Session session) {
    session.out().challenge(challenge.octets());
    return session.link().readLine().map(AuthHandler::decoded);
  }

  private static byte[] decoded(byte[] line) {
    try {
      return SaslResponse.parse(line);
    } catch (SyntaxError notAResponse) {
      throw new CommandFailure(Reply.err(notAResponse.getMessage()));
    }
  }
}
