package org.godwit.auth.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.SqlConnectOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.config.SqlSettings;

/** Where the database is and how to get in. */
final class SqlConnecting {
  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|/.*");
  private static final int STATEMENTS_AT_A_TIME = 1;

  private final PgConnectOptions options;
  private final Optional<Path> passwordFile;

  private SqlConnecting(PgConnectOptions options, Optional<Path> passwordFile) {
    this.options = options;
    this.passwordFile = passwordFile;
  }

  /**
   * Checks what can be checked without the database; blocks on files.
   *
   * @param data where relative paths begin
   */
  static SqlConnecting of(SqlSettings settings, Path data) {
    require("sql.host", settings.host());
    require("sql.database", settings.database());
    require("sql.user", settings.user());
    SslMode mode = mode(settings);
    var options = new PgConnectOptions().setHost(settings.host()).setPort(settings.port()).setDatabase(settings.database())
        .setUser(settings.user()).setPassword(settings.password()).setPipeliningLimit(STATEMENTS_AT_A_TIME).setSslMode(mode)
        .setProperties(Map.of("application_name", "godwit", "client_encoding", "utf8", "statement_timeout", statementTimeout(settings)));
    if (mode != SslMode.DISABLE) {
      options.setSslOptions(tls(mode, file("sql.caFile", settings.caFile(), data)));
    }
    return new SqlConnecting(options, file("sql.passwordFile", settings.passwordFile(), data));
  }

  /** The database itself ends what takes too long, before it is given up here: so the connection stays good. */
  private static String statementTimeout(SqlSettings settings) {
    return Integer.toString(settings.timeoutMs() * 3 / 4);
  }

  private static void require(String key, String value) {
    if (value.isBlank()) {
      throw new BackendSetupException(key + " is empty, and auth.backends names sql");
    }
  }

  private static Optional<Path> file(String key, String name, Path data) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path file = data.resolve(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BackendSetupException(key + ": \"" + name + "\" is not a file that can be read");
    }
    return Optional.of(file);
  }

  private static SslMode mode(SqlSettings settings) {
    return switch (settings.tls()) {
      case "never" -> SslMode.DISABLE;
      case "require" -> SslMode.REQUIRE;
      case "verify-ca" -> SslMode.VERIFY_CA;
      case "verify-full" -> SslMode.VERIFY_FULL;
      default -> THIS_MACHINE.matcher(settings.host()).matches() ? SslMode.DISABLE : SslMode.VERIFY_FULL;
    };
  }

  private static ClientSSLOptions tls(SslMode mode, Optional<Path> authorities) {
    var tls = new ClientSSLOptions().setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    return mode == SslMode.REQUIRE ? tls.setTrustAll(true)
        : tls.setTrustOptions(authorities.isPresent() ? pem(authorities.get()) : usualAuthorities());
  }

  private static TrustOptions pem(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(content).isEmpty()) {
        throw new BackendSetupException("sql.caFile: " + file + " has no certificate in it");
      }
    } catch (IOException | CertificateException damaged) {
      throw new BackendSetupException("sql.caFile: " + file + " cannot be read as PEM: " + damaged.getMessage());
    }
    return new PemTrustOptions().addCertPath(file.toString());
  }

  private static TrustOptions usualAuthorities() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform trusts somebody", impossible);
    }
  }

  /** For the next connection: a password file is read anew, so that a changed password needs no restart. */
  Future<SqlConnectOptions> options(Vertx vertx) {
    if (passwordFile.isEmpty()) {
      return Future.succeededFuture(options);
    }
    return vertx.fileSystem().readFile(passwordFile.get().toString()).map(content -> new PgConnectOptions(options)
        .setPassword(content.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("")));
  }

  @Override
  public String toString() {
    return "postgresql://" + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
  }
}
