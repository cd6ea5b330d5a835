package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.godwit.alert.AlertFile;
import org.godwit.alert.LoginAlerts;
import org.godwit.auth.UserName;
import org.godwit.cluster.ClusterNode;
import org.godwit.config.Settings;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.session.ImapServer;
import org.godwit.lmtp.session.LmtpServer;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.AccountDirectories;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.Mailboxes;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mailbox.remote.ControlServer;
import org.godwit.mailbox.remote.Leaving;
import org.godwit.mime.MessageParser;
import org.godwit.search.TextIndex;
import org.godwit.search.Workers;
import org.godwit.pop3.Pop3Server;
import org.godwit.storage.AccountFiles;
import org.godwit.textindex.LuceneTextIndex;
import org.godwit.tls.TlsEngines;
import org.godwit.tool.ToolFailure;
import org.godwit.wire.Acceptor;
import org.godwit.wire.LoginBounds;
import org.godwit.wire.WireLimits;

/** The store, the users, and the protocols over them. */
final class MailServices implements Services {

  private static final long MS_PER_SECOND = 1000;

  private final Mailboxes store;
  private final TextIndex index;
  private final Optional<ControlServer> control;
  private final Logins logins;
  private final ImapServer imap;
  private final Pop3Server pop3;
  private final LmtpServer lmtp;

  private MailServices(Mailboxes store, TextIndex index, Optional<ControlServer> control, Logins logins, ImapServer imap, Pop3Server pop3,
      LmtpServer lmtp) {
    this.store = store;
    this.index = index;
    this.control = control;
    this.logins = logins;
    this.imap = imap;
    this.pop3 = pop3;
    this.lmtp = lmtp;
  }

  /** How a server gets them. */
  static final class Opener implements Services.Opener {
    @Override
    public Uni<Services> open(Vertx vertx, Settings settings, TlsEngines tls) {
      return MailServices.open(vertx, settings, tls, DataStore.open(vertx, settings));
    }

    @Override
    public Uni<Services> open(ClusterNode node, Settings settings, TlsEngines tls) {
      return MailServices.open(node.vertx(), settings, tls, DataStore.openShared(node, settings));
    }
  }

  private static Uni<Services> open(Vertx vertx, Settings settings, TlsEngines tls, Uni<? extends Mailboxes> opened) {
    Logins logins;
    try {
      logins = Logins.open(settings, vertx);
    } catch (ToolFailure unusable) {
      return Uni.createFrom().failure(unusable);
    }
    return opened.chain(store -> over(store, logins, vertx, settings, tls).withControl(vertx, settings.home()));
  }

  /** The services over a store that runs, without tools that come to it. */
  static Services over(Mailboxes store, Vertx vertx, Settings settings, TlsEngines tls) {
    return over(store, Logins.open(settings, vertx), vertx, settings, tls);
  }

  private static MailServices over(Mailboxes store, Logins logins, Vertx vertx, Settings settings, TlsEngines tls) {
    var index = index(settings);
    var alerts = settings.alertFile().<LoginAlerts>map(file -> new AlertFile(vertx, file)).orElse(LoginAlerts.NONE);
    var imap = ImapStack.services(store.client(), Workers.pool(vertx), index, logins.methods(), alerts, Optional.of(tls), limits(settings),
        settings.mail().hierarchyDelimiter());
    var lmtp = LmtpStack.services(store.client(), logins.users(), tls, settings);
    var pop3 = Pop3Stack.services(store, logins.methods(), Optional.of(logins.apop()), Optional.of(tls), Pop3Stack.limits(settings),
        settings.pop3().retrievedIsSeen());
    var services = new MailServices(store, index, Optional.empty(), logins, new ImapServer(vertx, imap), new Pop3Server(vertx, pop3),
        new LmtpServer(vertx, lmtp));
    store.onLost(services::endSessions);
    return services;
  }

  @Override
  public int toHandOver() {
    return store.toHandOver();
  }

  @Override
  public void mayEnd(Leaving server) {
    control.ifPresent(listening -> listening.mayEnd(server));
  }

  @Override
  public boolean hasData() {
    return store.hasData();
  }

  @Override
  public void endSessions() {
    imap.endSessions();
    pop3.endSessions();
    lmtp.endSessions();
  }

  /** The same, for tools too. */
  private Uni<Services> withControl(Vertx vertx, Path home) {
    return ControlServer.start(vertx, home, store.client(), imap)
        .map(listening -> new MailServices(store, index, Optional.of(listening), logins, imap, pop3, lmtp));
  }

  @Override
  public Acceptor acceptor(Protocol protocol) {
    return switch (protocol) {
      case IMAP -> imap;
      case POP3 -> pop3;
      case LMTP -> lmtp;
    };
  }

  @Override
  public Uni<Void> deliver(UserName account, byte[] message) {
    byte[] summary = MessageParser.parse(message).encode();
    var added = new NewMessage(new NewMessage.Small(message), summary, Flags.NONE, Optional.empty(), 0);
    return store.client().send(new MailboxRequest.Catalogue(account.value()))
        .chain(() -> store.client().send(
            new MailboxRequest.Append(account.value(), MailboxName.INBOX, List.of(added), Optional.empty())))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> drain() {
    return store.drain();
  }

  @Override
  public Uni<Void> close() {
    return Uni.combine().all().unis(imap.close(), pop3.close(), lmtp.close()).discardItems().eventually(logins::close)
        .chain(() -> control.map(ControlServer::close).orElse(Uni.createFrom().voidItem()))
        .eventually(index::close)
        .eventually(store::stop);
  }

  /** What a client may take before it has logged in. */
  static LoginBounds login(Settings settings, long timeoutSeconds) {
    return new LoginBounds(timeoutSeconds * MS_PER_SECOND, settings.limits().loginBytesMax(), settings.limits().loginCommandsMax());
  }

  /** Each node makes its own of the accounts that are searched there: two would write into one. */
  private static TextIndex index(Settings settings) {
    var accounts = new AccountDirectories(settings.home());
    return settings.search().index()
        ? new LuceneTextIndex(key -> AccountFiles.search(accounts.of(key.account()), key.mailbox())) : TextIndex.NONE;
  }

  private static ImapLimits limits(Settings settings) {
    var imap = settings.imap();
    var usual = ImapLimits.DEFAULT;
    long messageBytesMax = settings.mail().messageBytesMax();
    return new ImapLimits(imap.lineBytesMax(), Math.min(usual.loginLineBytesMax(), imap.lineBytesMax()), usual.saslLineBytesMax(),
        imap.literalBytesMax(), usual.loginLiteralBytesMax(), imap.commandBytesMax(), messageBytesMax,
        Math.toIntExact(settings.storage().bodyFileBytesMin()), usual.literalsMax(), 2 * messageBytesMax, usual.badCommandsMax(), login(settings, imap.loginTimeoutSeconds()),
        imap.idleTimeoutSeconds() * MS_PER_SECOND, new WireLimits(imap.outputQueueBytesMax(), usual.wire().writeTimeoutMs()));
  }
}
