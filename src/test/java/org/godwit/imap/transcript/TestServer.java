package org.godwit.imap.transcript;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.godwit.ImapStack;
import org.godwit.alert.LoginAlerts;
import org.godwit.auth.Authenticator;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.TestAuthenticator;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.handler.ConnectionHandlers;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.session.Capabilities;
import org.godwit.imap.session.Capability;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.session.ImapServer;
import org.godwit.imap.session.ImapServices;
import org.godwit.imap.session.LiteralSinks;
import org.godwit.mailbox.Limits;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.mailbox.StoreLimits;
import org.godwit.search.TextIndex;
import org.godwit.search.Workers;
import org.godwit.storage.StoreOptions;
import org.godwit.tls.TestTls;
import org.godwit.tls.TlsEngines;
import org.godwit.vertx.TestVertx;
import org.godwit.wire.Connection;
import org.godwit.wire.TestDoor;

/** An IMAP server in this process on a free port of loopback, one event loop; a blocked event loop is noticed. */
public final class TestServer implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final TestVertx vertx = new TestVertx();
  private final ImapServer imap;
  private final TestDoor door;
  private MailStore store;

  /** Serves these. */
  public TestServer(ImapServices services) {
    this(vertx -> services);
  }

  private TestServer(Function<Vertx, ImapServices> services) {
    imap = new ImapServer(vertx.vertx(), services.apply(vertx.vertx()));
    door = TestDoor.open(vertx.vertx(), socket -> imap.accept(new Connection(vertx.vertx(), socket, imap.limits())));
  }

  /** Every command, over accounts in memory. */
  public static TestServer ofEverything(ImapLimits limits) {
    return ofEverything(limits, LoginMethods.ofPasswords(new TestAuthenticator(), CleartextPolicy.LOOPBACK));
  }

  /** Every command, over accounts in memory, for who may log in like that. */
  public static TestServer ofEverything(ImapLimits limits, LoginMethods logins) {
    return over(MemoryAccounts::start, limits, logins);
  }

  /** The same with another TLS. */
  public static TestServer ofEverything(ImapLimits limits, LoginMethods logins, TlsEngines tls) {
    return over(MemoryAccounts::start, limits, logins, vertx -> LoginAlerts.NONE, tls);
  }

  /** Every command, over these accounts in memory. */
  public static TestServer over(MemoryAccounts accounts, ImapLimits limits) {
    return over(accounts::startStore, limits, LoginMethods.ofPasswords(new TestAuthenticator(), CleartextPolicy.LOOPBACK));
  }

  /** Every command, over accounts on disk. */
  public static TestServer onDisk(Path data, ImapLimits limits) {
    var bounds = new StoreLimits(new Limits(1000, limits.messageBytesMax(), 255, 1000), 2, 60_000, 0);
    return over(vertx -> MailStore.start(vertx, data, StoreOptions.DEFAULTS, bounds), limits,
        LoginMethods.ofPasswords(new TestAuthenticator(), CleartextPolicy.LOOPBACK));
  }

  /** Every command, over accounts in memory; everybody is told something at login. */
  public static TestServer alerting(ImapLimits limits, Function<Vertx, LoginAlerts> alerts) {
    return over(MemoryAccounts::start, limits, LoginMethods.ofPasswords(new TestAuthenticator(), CleartextPolicy.LOOPBACK), alerts);
  }

  private static TestServer over(Function<Vertx, Uni<MailStore>> start, ImapLimits limits, LoginMethods logins) {
    return over(start, limits, logins, vertx -> LoginAlerts.NONE);
  }

  private static TestServer over(Function<Vertx, Uni<MailStore>> start, ImapLimits limits, LoginMethods logins,
      Function<Vertx, LoginAlerts> alerts) {
    return over(start, limits, logins, alerts, TestTls.engines());
  }

  private static TestServer over(Function<Vertx, Uni<MailStore>> start, ImapLimits limits, LoginMethods logins,
      Function<Vertx, LoginAlerts> alerts, TlsEngines tls) {
    var started = new AtomicReference<MailStore>();
    var server = new TestServer(vertx -> {
      var store = start.apply(vertx).await().atMost(WAIT);
      started.set(store);
      return ImapStack.services(store.client(), Workers.pool(vertx), TextIndex.NONE, logins, alerts.apply(vertx), Optional.of(tls), limits,
          '/');
    });
    server.store = started.get();
    return server;
  }

  /** The commands that need no store. */
  public static TestServer ofConnectionCommands(ImapLimits limits) {
    return new TestServer(services(limits, new Handlers.Builder(), (session, size) -> {
      throw new IllegalStateException("no place for messages");
    }));
  }

  /** Services with the connection's commands, and others that are in the table already. */
  public static ImapServices services(ImapLimits limits, Handlers.Builder others, LiteralSinks sinks) {
    Authenticator authenticator = new TestAuthenticator();
    var mechanisms = SaslMechanisms.ofPasswords(authenticator);
    Set<Capability> offered = EnumSet.of(Capability.IMAP4REV1, Capability.IMAP4REV2, Capability.LITERAL_PLUS,
        Capability.SASL_IR, Capability.ENABLE, Capability.ID, Capability.IDLE, Capability.UNAUTHENTICATE,
        Capability.COMPRESS_DEFLATE, Capability.UTF8_ACCEPT, Capability.CONDSTORE, Capability.QRESYNC);
    var handlers = ConnectionHandlers.add(others, authenticator, mechanisms, LoginAlerts.NONE).build();
    return new ImapServices(handlers, new Capabilities(offered, mechanisms, CleartextPolicy.LOOPBACK, limits.messageBytesMax()), sinks,
        Optional.empty(), limits, '/');
  }

  /** Where it listens. */
  public int port() {
    return door.port();
  }

  /** Connections there are. */
  public int connections() {
    return imap.connections();
  }

  /** The store, if it has one. */
  public MailStore store() {
    return store;
  }

  /** Where it runs. */
  public Vertx vertx() {
    return vertx.vertx();
  }

  /** The server under test. */
  public ImapServer imap() {
    return imap;
  }

  /** Closes the port as a server does that ends. */
  public void closePort() {
    door.shut();
  }

  /** Stops; fails if an event loop was blocked. */
  @Override
  public void close() {
    imap.close().await().atMost(WAIT);
    vertx.close();
  }
}
