package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.Apop;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MaildropClaims;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.maildrop.KeptUidls;
import org.godwit.pop3.session.CommandHandler;
import org.godwit.pop3.session.Pop3Limits;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** Every command with its handler: the compiler sees that none is missing. */
public final class Handlers implements CommandHandler {

  private final CapaHandler capa;
  private final StlsHandler stls;
  private final UserHandler user;
  private final PassHandler pass;
  private final ApopHandler apop;
  private final AuthHandler auth;
  private final UidlHandler uidl = new UidlHandler(new KeptUidls());
  private final LangHandler lang = new LangHandler();
  private final Utf8Handler utf8 = new Utf8Handler();
  private final StatHandler stat = new StatHandler();
  private final ListHandler list = new ListHandler();
  private final RetrHandler retr = new RetrHandler();
  private final TopHandler top = new TopHandler();
  private final DeleHandler dele = new DeleHandler();
  private final RsetHandler rset = new RsetHandler();
  private final NoopHandler noop = new NoopHandler();
  private final QuitHandler quit;

  /**
   * Puts them together.
   *
   * @param apop for APOP, if there is such a back end
   * @param offersTls whether STLS is offered
   * @param retrievedIsSeen whether messages that a client has retrieved become {@code \Seen} when it says QUIT
   */
  public Handlers(MailboxClient store, MaildropClaims claims, LoginMethods methods, Optional<Apop> apop, boolean offersTls,
      boolean retrievedIsSeen, Pop3Limits limits) {
    var logins = new Logins(store, claims, new LoginDelays(limits.loginDelayMs()));
    capa = new CapaHandler(methods.mechanisms(), offersTls, limits.loginDelayMs());
    stls = new StlsHandler(offersTls);
    user = new UserHandler();
    pass = new PassHandler(methods.authenticator(), logins);
    this.apop = new ApopHandler(apop, logins);
    auth = new AuthHandler(methods.mechanisms(), logins);
    quit = new QuitHandler(retrievedIsSeen);
  }

  @Override
  public Uni<Reply> handle(Pop3Command command, Pop3Session session) {
    return switch (command) {
      case Pop3Command.Capa c -> capa.handle(c, session);
      case Pop3Command.Stls c -> stls.handle(c, session);
      case Pop3Command.Utf8 c -> utf8.handle(c, session);
      case Pop3Command.Lang c -> lang.handle(c, session);
      case Pop3Command.User c -> user.handle(c, session);
      case Pop3Command.Pass c -> pass.handle(c, session);
      case Pop3Command.Apop c -> apop.handle(c, session);
      case Pop3Command.Auth c -> auth.handle(c, session);
      case Pop3Command.Stat c -> stat.handle(c, session);
      case Pop3Command.List c -> list.handle(c, session);
      case Pop3Command.Uidl c -> uidl.handle(c, session);
      case Pop3Command.Retr c -> retr.handle(c, session);
      case Pop3Command.Top c -> top.handle(c, session);
      case Pop3Command.Dele c -> dele.handle(c, session);
      case Pop3Command.Rset c -> rset.handle(c, session);
      case Pop3Command.Noop c -> noop.handle(c, session);
      case Pop3Command.Quit c -> quit.handle(c, session);
    };
  }
}
