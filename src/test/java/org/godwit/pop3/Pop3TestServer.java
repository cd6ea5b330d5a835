package org.godwit.pop3;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.godwit.Pop3Stack;
import org.godwit.auth.Apop;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.auth.LoginResult;
import org.godwit.auth.TestAuthenticator;
import org.godwit.auth.UserName;
import org.godwit.imap.transcript.TestServer;
import org.godwit.pop3.session.Pop3Limits;
import org.godwit.pop3.session.Pop3Services;
import org.godwit.tls.TestTls;
import org.godwit.wire.Connection;
import org.godwit.wire.TestDoor;

/** POP3 beside the IMAP of a {@link TestServer}, over the same store; everybody's password, also for APOP, is {@code secret}. */
public final class Pop3TestServer {

  private final Pop3Server pop3;
  private final TestDoor door;

  /** Serves until the host ends. */
  public Pop3TestServer(TestServer host, Pop3Limits limits) {
    this(host, limits, CleartextPolicy.LOOPBACK, false);
  }

  /** Serves until the host ends. */
  public Pop3TestServer(TestServer host, Pop3Limits limits, CleartextPolicy policy, boolean retrievedIsSeen) {
    this(host, limits, LoginMethods.ofPasswords(new TestAuthenticator(), policy), retrievedIsSeen);
  }

  /** Serves until the host ends, those who may log in like that. */
  public Pop3TestServer(TestServer host, Pop3Limits limits, LoginMethods logins, boolean retrievedIsSeen) {
    this(host, Pop3Stack.services(host.store(), logins, Optional.of(new TestApop()), Optional.of(TestTls.engines()), limits, retrievedIsSeen));
  }

  /** Serves this until the host ends. */
  public Pop3TestServer(TestServer host, Pop3Services services) {
    pop3 = new Pop3Server(host.vertx(), services);
    door = TestDoor.open(host.vertx(), socket -> pop3.accept(new Connection(host.vertx(), socket, pop3.limits())));
  }

  /** Where it listens. */
  public int port() {
    return door.port();
  }

  /** The server under test. */
  public Pop3Server server() {
    return pop3;
  }

  /** The digest that a client computes. */
  public static String digest(String timestamp, String password) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest((timestamp + password).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TestApop implements Apop {
    @Override
    public boolean isServed() {
      return true;
    }

    @Override
    public Uni<LoginResult> login(String user, String timestamp, String digest, ClientChannel channel) {
      return Uni.createFrom().item(digest.equals(digest(timestamp, "secret"))
          ? new LoginResult.Accepted(UserName.parse(user).orElseThrow()) : new LoginResult.Rejected());
    }
  }
}
