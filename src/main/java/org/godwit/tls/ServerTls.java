package org.godwit.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.godwit.config.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a server: TLS 1.2 and 1.3 with forward secrecy and authenticated ciphers only. Looks at its files every few seconds,
 * on a thread of its own, and takes up new ones for handshakes to come; connections that are there go on. Engines may be had on
 * any thread; the rest is for the one who starts and stops the server.
 */
public final class ServerTls implements TlsEngines, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  };

  private final TlsSources sources;
  private final long handshakeTimeoutMs;
  private final long reloadSeconds;
  private final FairTasks tasks;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("tls-files").daemon().factory());

  private volatile Use use;
  /** Something bad was found once: it may be half replaced. Told if it is there still when looked at again. */
  private String suspect = "";
  private String told = "";

  private record Use(SSLContext context, TlsSources.Found found) {}

  private ServerTls(TlsSettings settings, TlsSources sources) throws TlsException {
    this.sources = sources;
    this.handshakeTimeoutMs = TimeUnit.SECONDS.toMillis(settings.handshakeTimeoutSeconds());
    this.reloadSeconds = settings.reloadSeconds();
    this.tasks = new FairTasks(settings.handshakeThreads(), settings.handshakesWaitingMax());
    this.use = use(sources.parse(sources.files()));
  }

  /**
   * Reads what is configured; without certificates, the generated one, or makes one, in memory for now.
   *
   * @param data the data directory
   * @throws TlsException if anything can not be used
   */
  public static ServerTls open(TlsSettings settings, Path data) throws TlsException {
    return new ServerTls(settings, new TlsSources(settings, data));
  }

  /**
   * Once the process is the user that it serves as: keeps a generated certificate, makes sure that the files can be read again,
   * and begins to look for changes.
   *
   * @throws TlsException if this user can not do so
   */
  public void watch() throws TlsException {
    sources.save();
    takeUp(sources.files());
    warnOfValidity();
    watcher.scheduleWithFixedDelay(this::look, reloadSeconds, reloadSeconds, TimeUnit.SECONDS);
  }

  /** The file of a certificate that was generated because none is configured; clients may be told to trust it. */
  public Optional<Path> generatedCertificate() {
    return sources.generatedCertificate();
  }

  /** The server's own certificates, as they are now; the first is for clients that ask for no name. */
  public List<X509Certificate> certificates() {
    return use.found().identities().stream().map(Identity::certificate).toList();
  }

  /** Takes up what has changed since the last time; what can not be used is logged, and what there was stays. */
  synchronized void look() {
    String state = "";
    try {
      var files = sources.files();
      state = sources.digest(files);
      sources.save();
      if (takeUp(files)) {
        LOG.info("TLS certificates were changed: {}", described(use.found().identities()));
        warnOfValidity();
      }
      suspect = "";
      told = "";
    } catch (TlsException bad) {
      complain(state + bad.getMessage(), bad);
    } catch (RuntimeException bug) {
      LOG.error("TLS certificates could not be looked at", bug);
    }
  }

  /** Whether they are others than those in use, and good. */
  private boolean takeUp(TlsFiles files) throws TlsException {
    boolean changed = !sources.digest(files).equals(use.found().digest());
    if (changed) {
      use = use(sources.parse(files));
    }
    return changed;
  }

  private void warnOfValidity() {
    certificates().forEach(certificate -> Validity.problem(certificate, Instant.now()).ifPresent(LOG::warn));
  }

  private void complain(String problem, TlsException bad) {
    if (!problem.equals(suspect)) {
      suspect = problem;
    } else if (!problem.equals(told)) {
      told = problem;
      LOG.error("New TLS certificates can not be used, the old ones stay: {}", bad.getMessage());
    }
  }

  private static String described(List<Identity> identities) {
    return String.join("; ", identities.stream().map(identity -> identity.certificate().getSubjectX500Principal().getName() + " "
        + identity.names() + " until " + identity.certificate().getNotAfter().toInstant()).toList());
  }

  private static Use use(TlsSources.Found found) throws TlsException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new NamedKeyManager(new Identities(found.identities()))},
          found.clientTrust().orElse(new TrustManager[0]), null);
      return new Use(context, found);
    } catch (GeneralSecurityException failed) {
      throw new TlsException("TLS can not be used: " + failed.getMessage(), failed);
    }
  }

  @Override
  public SSLEngine newEngine() {
    var current = use;
    var engine = current.context().createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(CIPHERS);
    parameters.setUseCipherSuitesOrder(true);
    parameters.setWantClientAuth(current.found().clientTrust().isPresent());
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public HandshakeTasks tasks() {
    return tasks;
  }

  @Override
  public long handshakeTimeoutMs() {
    return handshakeTimeoutMs;
  }

  /** Ends its threads. */
  @Override
  public void close() {
    watcher.shutdownNow();
    tasks.close();
  }
}
