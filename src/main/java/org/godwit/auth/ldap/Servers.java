package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.config.LdapSettings;

/** The LDAP servers, how connections to them are made, and how long that and their answers may take. */
final class Servers {
  private static final int LDAP_PORT = 389;
  private static final int LDAPS_PORT = 636;
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  private final LdapSettings settings;
  private final List<Server> servers;

  private record Server(String host, int port, SocketFactory sockets, PostConnectProcessor afterConnecting) {}

  /**
   * Reads the URLs and the CAs; connects to nobody.
   *
   * @param data the data directory
   * @throws BackendSetupException if they cannot be used
   */
  Servers(LdapSettings settings, Path data) {
    this.settings = settings;
    if (settings.urls().isEmpty()) {
      throw new BackendSetupException("ldap.urls: empty; expected LDAP servers such as ldaps://ldap.example.org");
    }
    var trust = ServerTrust.of(settings.caFile(), data);
    this.servers = settings.urls().stream().map(url -> server(url, trust)).toList();
  }

  private Server server(String url, ServerTrust trust) {
    URI parsed;
    try {
      parsed = new URI(url);
    } catch (URISyntaxException malformed) {
      throw unusable(url);
    }
    boolean tls = "ldaps".equals(parsed.getScheme());
    if (!tls && !"ldap".equals(parsed.getScheme()) || parsed.getHost() == null || !parsed.getPath().matches("/?")
        || parsed.getQuery() != null || parsed.getUserInfo() != null) {
      throw unusable(url);
    }
    String host = parsed.getHost().replaceAll("[\\[\\]]", "");
    int port = parsed.getPort() > 0 ? parsed.getPort() : tls ? LDAPS_PORT : LDAP_PORT;
    var sockets = trust.sockets(host);
    return new Server(host, port, tls ? sockets : SocketFactory.getDefault(),
        tls || !settings.startTls() ? null : new StartTLSPostConnectProcessor(sockets));
  }

  private static BackendSetupException unusable(String url) {
    return new BackendSetupException("ldap.urls: \"" + url + "\", expected ldap://HOST, ldaps://HOST, or one with :PORT behind it");
  }

  /**
   * Connections to the first that can be reached.
   *
   * @param afterwards as whom each is bound before it is used, or null: anonymous
   */
  ServerSet connections(BindRequest afterwards) {
    var each = servers.stream().map(server -> new SingleServerSet(server.host(), server.port(), server.sockets(), options(),
        afterwards, server.afterConnecting())).toArray(ServerSet[]::new);
    var all = new FailoverServerSet(each);
    all.setReOrderOnFailover(true);
    return all;
  }

  /** Synchronous: no thread reads for each connection, as each is used by one thread at a time. */
  private LDAPConnectionOptions options() {
    var options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(true);
    options.setConnectTimeoutMillis(settings.connectTimeoutMs());
    options.setResponseTimeoutMillis(settings.answerTimeoutMs());
    options.setMaxMessageSize(MESSAGE_BYTES_MAX);
    options.setFollowReferrals(false);
    return options;
  }
}
