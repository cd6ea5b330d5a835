package org.godwit.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be configured, checked. Immutable; one instance is made at start and handed down in parts.
 * {@link SettingsLoader} makes it from the sources, {@link #defaults()} without any.
 *
 * @param data    the data directory
 * @param demo    whether an empty data directory gets the account {@code demo}
 * @param user    the system user to become after the ports are bound, or empty
 * @param group   the system group to become, or empty for that user's own
 * @param log     logging
 * @param listen  where to listen
 * @param proxy   proxies in front of this server
 * @param limits  bounds on connections
 * @param tls     certificates
 * @param imap    IMAP in clear, and with STARTTLS
 * @param imaps   IMAP on TLS
 * @param pop3    POP3 in clear
 * @param pop3s   POP3 on TLS
 * @param lmtp    LMTP
 * @param http    health checks
 * @param mail    limits of mailboxes and messages
 * @param storage the store
 * @param search  searches
 * @param cluster several nodes on one data directory
 * @param auth    users and passwords
 * @param ldap    users in an LDAP directory
 * @param pam     users whom PAM checks
 * @param kerberos Kerberos 5
 * @param oauth2  the OAuth 2.0 provider whose tokens log users in
 * @param sql     users in a database
 */
public record Settings(
    @Setting(value = "./data", help = "the directory that holds everything: mail, users, state") Path data,
    @Setting(value = "true", help = "create the account demo with sample messages when the data directory is empty") boolean demo,
    @Setting(value = "", help = "started as root: the system user to become once the ports are bound; empty for none") String user,
    @Setting(value = "", help = "the system group to become; empty for the user's own group") String group,
    LogSettings log,
    ListenSettings listen,
    ProxySettings proxy,
    LimitSettings limits,
    TlsSettings tls,
    ImapSettings imap,
    ImapsSettings imaps,
    Pop3Settings pop3,
    Pop3sSettings pop3s,
    LmtpSettings lmtp,
    HttpSettings http,
    MailSettings mail,
    StorageSettings storage,
    SearchSettings search,
    ClusterSettings cluster,
    AuthSettings auth,
    LdapSettings ldap,
    PamSettings pam,
    KerberosSettings kerberos,
    OAuth2Settings oauth2,
    SqlSettings sql) {

  /** Settings as they are when nobody configures anything. */
  public static Settings defaults() {
    return SettingsLoader.load(List.of());
  }

  /** Where this process keeps what is its own, such as its control socket: the data directory, of which a node of a cluster has a part. */
  public Path home() {
    return cluster.enabled() ? data.resolve("nodes").resolve(cluster.nodeName()) : data;
  }

  /** The user file: {@code auth.usersFile}, in the data directory unless absolute. */
  public Path usersFile() {
    return data.resolve(auth.usersFile());
  }

  /** What clients are told at login, if anything: {@code imap.alertFile}, in the data directory unless absolute. */
  public Optional<Path> alertFile() {
    return Optional.of(imap.alertFile()).filter(path -> !path.isEmpty()).map(data::resolve);
  }

  /** Where the users' one-time passwords are kept: {@code otp} in the data directory. */
  public Path otpDirectory() {
    return data.resolve("otp");
  }

  /** The UNIX socket of LMTP, if there is one: {@code lmtp.socket}, in the data directory unless absolute. */
  public Optional<Path> lmtpSocket() {
    return Optional.of(lmtp.socket()).filter(path -> !path.isEmpty()).map(data::resolve);
  }

  /** Logging. */
  public record LogSettings(
      @Setting(value = "info", oneOf = {"error", "warn", "info", "debug", "trace"}, help = "how much is logged on standard error: error, warn, info, debug or trace") String level) {}

  /** Where to listen. */
  public record ListenSettings(
      @Setting(value = "127.0.0.1", help = "addresses to listen on, all protocols; 0.0.0.0 for every IPv4 address, \"::\" for every address") List<String> hosts) {}

  /** IMAP on TLS. */
  public record ImapsSettings(
      @Setting(value = "1993", max = 65535, help = "TCP port of IMAP on TLS; 0 turns it off") int port) {}

  /** POP3 on TLS. */
  public record Pop3sSettings(
      @Setting(value = "1995", max = 65535, help = "TCP port of POP3 on TLS; 0 turns it off") int port) {}

  /** Health checks over HTTP. */
  public record HttpSettings(
      @Setting(value = "0", max = 65535, help = "TCP port of health checks, /live and /ready over HTTP, on the addresses of listen.hosts; 0 turns it off") int port) {}
}
