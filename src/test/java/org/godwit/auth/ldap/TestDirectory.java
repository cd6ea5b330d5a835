package org.godwit.auth.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.tls.TestServerIdentity;

/** An LDAP server in memory, on loopback, with a few people. */
final class TestDirectory implements AutoCloseable {
  static final String SERVICE = "cn=mail,dc=example,dc=org";
  static final String SERVICE_PASSWORD = "service secret";
  private static final String[] ENTRIES = {
    "dn: dc=example,dc=org\nobjectClass: domain\ndc: example",
    "dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people",
    "dn: ou=admins,dc=example,dc=org\nobjectClass: organizationalUnit\nou: admins",
    "dn: " + SERVICE + "\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: mail\nuserPassword: " + SERVICE_PASSWORD,
    person("alice", "people", "alice@example.org"), person("bob", "people", "shared@example.org"),
    person("carol", "people", "shared@example.org"), person("root", "admins", "root@example.org"),
    person("o'neil\\, jr", "people", "oneil@example.org"), person("star*", "people", "star@example.org"),
    "dn: cn=nameless,ou=people,dc=example,dc=org\nobjectClass: person\nobjectClass: extensibleObject\ncn: nameless\nsn: x\nmail: nameless@example.org\nuserPassword: secret",
  };

  private final InMemoryDirectoryServer server;
  private final int port;
  /** Names that somebody tried to bind as. */
  final List<String> binds = new CopyOnWriteArrayList<>();
  /** What happens to a bind before the directory sees it. */
  volatile BindHook hook = request -> { };

  /** May wait, or throw what the client is told. */
  interface BindHook {
    void before(InMemoryInterceptedSimpleBindRequest request) throws LDAPException;
  }

  private TestDirectory(int port, TestServerIdentity startTls, TestServerIdentity tls) {
    try {
      var config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
      config.setSchema(null);
      var loopback = InetAddress.getByName("127.0.0.1");
      config.setListenerConfigs(tls == null
          ? InMemoryListenerConfig.createLDAPConfig("ldap", loopback, port, startTls == null ? null : startTls.context().getSocketFactory())
          : InMemoryListenerConfig.createLDAPSConfig("ldaps", loopback, port, tls.context().getServerSocketFactory(), null));
      config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
          binds.add(request.getRequest().getBindDN());
          hook.before(request);
        }
      });
      server = new InMemoryDirectoryServer(config);
      for (String entry : ENTRIES) {
        server.add(entry.split("\n"));
      }
      server.startListening();
      this.port = server.getListenPort();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** In clear, on any port (0) or this one. */
  static TestDirectory clear(int port) {
    return new TestDirectory(port, null, null);
  }

  static TestDirectory startTls(TestServerIdentity identity) {
    return new TestDirectory(0, identity, null);
  }

  static TestDirectory tls(TestServerIdentity identity) {
    return new TestDirectory(0, null, identity);
  }

  private static String person(String uid, String place, String mail) {
    return "dn: uid=" + uid + ",ou=" + place + ",dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: " + uid.replace("\\", "") + "\ncn: x\nsn: x\nmail: "
        + mail + "\nuserPassword: secret";
  }

  int port() {
    return port;
  }

  InMemoryDirectoryServer server() {
    return server;
  }

  /** The names of the people, not of the service, that were bound as. */
  List<String> people() {
    var people = new ArrayList<>(binds);
    people.removeIf(SERVICE::equals);
    return people;
  }

  /** Ends it as a crash would: connections break. */
  @Override
  public void close() {
    server.shutDown(true);
  }
}
