package org.godwit;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.godwit.auth.Apop;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.config.Settings;
import org.godwit.mailbox.api.Mailboxes;
import org.godwit.pop3.handler.Handlers;
import org.godwit.pop3.session.Pop3Limits;
import org.godwit.pop3.session.Pop3Services;
import org.godwit.tls.TlsEngines;
import org.godwit.wire.WireLimits;

/** POP3 put together: every command with its handler, over a store and back ends for users. */
public final class Pop3Stack {

  private static final long MS_PER_SECOND = 1000;
  private static final int TIMESTAMP_BYTES = 16;

  private Pop3Stack() {}

  /**
   * What the sessions of a server share.
   *
   * @param apop for APOP, if there is such a back end
   * @param tls for STLS; empty where it is not offered
   * @param retrievedIsSeen whether messages that a client has retrieved become {@code \Seen} when it says QUIT
   */
  public static Pop3Services services(Mailboxes store, LoginMethods methods, Optional<Apop> apop, Optional<TlsEngines> tls,
      Pop3Limits limits, boolean retrievedIsSeen) {
    var handlers = new Handlers(store.client(), store.maildrops(), methods, apop, tls.isPresent(), retrievedIsSeen, limits);
    var random = new SecureRandom();
    return new Pop3Services(handlers, () -> apop.filter(Apop::isServed).map(served -> timestamp(random)), methods.cleartext(), tls,
        limits);
  }

  /** Bounds as the settings have them. */
  static Pop3Limits limits(Settings settings) {
    var pop3 = settings.pop3();
    var usual = Pop3Limits.DEFAULT;
    return usual.withWire(new WireLimits(settings.imap().outputQueueBytesMax(), usual.wire().writeTimeoutMs()))
        .withLogin(MailServices.login(settings, pop3.loginTimeoutSeconds()))
        .withTimes(pop3.idleTimeoutSeconds() * MS_PER_SECOND, pop3.loginDelaySeconds() * MS_PER_SECOND);
  }

  /** RFC 1939, 7: as a message id, another one in each greeting, and not to be guessed. */
  private static String timestamp(SecureRandom random) {
    byte[] octets = new byte[TIMESTAMP_BYTES];
    random.nextBytes(octets);
    return "<" + HexFormat.of().formatHex(octets) + "@godwit.invalid>";
  }
}
