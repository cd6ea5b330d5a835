package org.godwit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user works while somebody at another address attacks the server: each command is answered, nobody is refused, and nothing takes so
 * long that somebody would give up. How long it takes is printed, before and during each attack; {@code -Dgodwit.attack.commands=5000
 * -Dgodwit.attack.messages=5000} for figures that mean something, {@code -Dgodwit.attack.limits=false} to see what holds
 * without any limits on connections.
 */
class AttackTest {

  private static final int COMMANDS = Integer.getInteger("godwit.attack.commands", 100);
  private static final int ATTACKERS_MESSAGES = Integer.getInteger("godwit.attack.messages", 200);
  private static final boolean LIMITS = Boolean.parseBoolean(System.getProperty("godwit.attack.limits", "true"));
  private static final String ONLY = System.getProperty("godwit.attack.only", "");
  private static final String ATTACKERS_ADDRESS = "127.0.0.66";
  private static final double PATIENCE_MS = 60_000;
  private static final String TRUSTED = "limits.trusted=192.0.2.1";

  @TempDir
  Path directory;

  private final List<String> table = new ArrayList<>();

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void a_user_goes_on_whatever_the_neighbour_does() throws Exception {
    // attacker and victim must come from different addresses: Linux answers on all of 127/8, others do not
    assumeThat(isOurs(ATTACKERS_ADDRESS)).as("a machine with many loopback addresses").isTrue();
    try (var server = AttackedServer.start(directory.resolve("data"), LIMITS ? List.of(TRUSTED) : List.of(TRUSTED, "limits.perAddressMax=0",
        "limits.perAddressBeforeLoginMax=0", "limits.beforeLoginMax=0", "limits.perUserAndAddressMax=0", "limits.connectsPerSecondMax=0"))) {
      fill(server, AttackedServer.VICTIM, Victim.MESSAGES);
      fill(server, AttackedServer.ATTACKER, ATTACKERS_MESSAGES);
      var tls = trusting(directory.resolve("data/tls/generated.crt"));
      try (var victim = new Victim(server, tls)) {
        victim.work(COMMANDS);
        table.add(String.format("%-22s %s %8s %8s %8s %8s", "attack", Times.HEAD, "refused", "RSS MiB", "heap MiB", "hits"));
        for (Attack attack : Attack.values()) {
          if (ONLY.isEmpty() || ONLY.equals(attack.name())) {
            measure(server, victim, attack);
          }
        }
      }
      table.forEach(System.out::println);
      assertThat(server.errors()).isEmpty();
      assertThat(server.end()).as("exit status").isIn(0, 143);
    }
  }

  private void measure(AttackedServer server, Victim victim, Attack attack) throws Exception {
    var before = victim.work(COMMANDS);
    int refused = victim.refused();
    Process attacker = attacker(server, attack);
    Times during;
    long resident;
    long heap;
    String hits;
    try (var told = new BufferedReader(new InputStreamReader(attacker.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(told.readLine()).as("the attack %s", attack).isEqualTo("begun");
      during = victim.work(COMMANDS);
      resident = server.residentMiB();
      // a program more to start for each attack: not worth it where nobody reads the figures
      heap = COMMANDS < 1000 ? -1 : server.heapMiB();
      attacker.getOutputStream().close();
      hits = told.readLine();
    } finally {
      attacker.destroyForcibly().waitFor();
    }
    table.add(String.format(Locale.ROOT, "%-22s %s", "before", before));
    table.add(String.format(Locale.ROOT, "%-22s %s %8d %8d %8d %8s", attack, during, victim.refused() - refused, resident, heap, hits));
    assertThat(server.isAlive()).isTrue();
    assertThat(attack == Attack.GUESSES_FROM_EVERYWHERE ? 0 : victim.refused() - refused).as("newcomers refused during %s", attack).isZero();
    assertThat(during.slowest()).as("slowest command or login during %s, ms", attack).isLessThan(PATIENCE_MS);
  }

  private Process attacker(AttackedServer server, Attack attack) throws IOException {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      // it would have a machine of its own
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), Attacker.class.getName(), attack.name(), ATTACKERS_ADDRESS,
        Integer.toString(server.imap()), Integer.toString(server.imaps())));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void fill(AttackedServer server, String user, int messages) throws IOException {
    byte[] message = AttackedServer.message(20_000);
    try (var wire = Wire.connect(Victim.ADDRESS, server.imap())) {
      wire.line();
      assertThat(wire.imap("LOGIN " + user + " pass")).startsWith("OK");
      for (int i = 0; i < messages; i++) {
        wire.append(message);
      }
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    return TestTls.trusting(List.of(TestTls.certificate(Files.readAllBytes(certificate))));
  }

  private static boolean isOurs(String address) {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      return true;
    } catch (IOException other) {
      return false;
    }
  }
}
