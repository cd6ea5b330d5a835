package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Pop3State;
import org.godwit.pop3.session.Reply;

/** CAPA (RFC 2449, 5): the same before and after login, but for what depends on TLS. */
final class CapaHandler implements Handler<Pop3Command.Capa> {

  private static final long MS_PER_SECOND = 1000;

  private final SaslMechanisms mechanisms;
  private final boolean offersTls;
  private final long loginDelayMs;

  CapaHandler(SaslMechanisms mechanisms, boolean offersTls, long loginDelayMs) {
    this.mechanisms = mechanisms;
    this.offersTls = offersTls;
    this.loginDelayMs = loginDelayMs;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Capa command, Pop3Session session) {
    session.out().begin("Capabilities follow");
    capabilities(session).forEach(session.out()::line);
    session.out().end();
    return Handler.now(new Reply.Written());
  }

  /** RFC 2595, 4: announced where the command is permitted. */
  private boolean isStlsAllowed(Pop3Session session) {
    return offersTls && !session.link().channel().isSecure() && session.state() == Pop3State.AUTHORIZATION && !session.isUtf8();
  }

  private List<String> capabilities(Pop3Session session) {
    var channel = session.link().channel();
    var names = mechanisms.offered(channel);
    var list = new ArrayList<>(List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"));
    if (channel.isPasswordAllowed()) {
      list.add("USER");
    }
    if (!names.isEmpty()) {
      list.add("SASL " + String.join(" ", names));
    }
    if (isStlsAllowed(session)) {
      list.add("STLS");
    }
    list.add("LOGIN-DELAY " + Math.ceilDiv(loginDelayMs, MS_PER_SECOND));
    // messages stay until somebody removes them
    list.add("EXPIRE NEVER");
    list.add(channel.isPasswordAllowed() ? "UTF8 USER" : "UTF8");
    list.add("LANG");
    list.add("IMPLEMENTATION Godwit");
    return list;
  }
}
