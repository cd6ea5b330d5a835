package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.godwit.alert.Told;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;
import org.godwit.mailbox.remote.ControlServer;
import org.godwit.tool.GodwitCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export} as somebody calls them, on a store on disk, without a server and with one. */
class TransferCommandTest {

  private static final String FROM = "From anna@example.org Thu Jan  1 00:00:10 1970 +0000\n";
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir
  private Path directory;

  private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void users() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("users"), "anna:{PLAIN}secret\n");
    Files.writeString(directory.resolve("box"), FROM + "X-IMAPbase: 5 40\nStatus: RO\nX-UID: 7\nSubject: one\n\n>From x\n\n"
        + FROM + "X-Keywords: $Work\nX-Status: F\nX-UID: 40\n\n" + "large ".repeat(300_000) + "\n\n" + FROM + "\n\n");
  }

  private int godwit(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = GodwitCommand.commandLine(DataAccess::open, ControlAccess::tell, DrainAccess::drain);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString(), "--set", "log.level=error"));
    return line.execute(all.toArray(String[]::new));
  }

  private String in(String name) {
    return directory.resolve(name).toString();
  }

  private void inAndOut(String name) throws IOException {
    assertThat(godwit("import", "mbox", in("box"), "--user", "Anna", "--mailbox", "Old/" + name)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Imported 3 messages, 0 were there already.");
    assertThat(godwit("import", "mbox", in("box"), "--user", "anna", "--mailbox", "Old/" + name)).isZero();
    assertThat(out.toString()).contains("Imported 0 messages, 3 were there already.");
    assertThat(godwit("export", "mbox", in(name + ".out"), "--user", "anna", "--mailbox", "Old/" + name)).as(err.toString()).isZero();
    assertThat(Files.readString(directory.resolve(name + ".out")).replaceFirst("X-IMAPbase: .*", "X-IMAPbase: 5 40")).contains(
        "X-IMAPbase: 5 40\nStatus: RO\nX-UID: 7\nSubject: one\n\n>From x\n\nFrom MAILER-DAEMON Thu Jan  1 00:00:10 1970 +0000\n"
            + "Status: O\nX-Status: F\nX-Keywords: $Work\nX-UID: 40\n\nlarge large ");
    assertThat(godwit("export", "maildir", in(name + ".dir"), "--user", "anna")).as(err.toString()).isZero();
    assertThat(godwit("import", "maildir", in(name + ".dir"), "--user", "anna")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Imported 0 messages");
  }

  @Test
  void withoutAServer() throws IOException {
    inAndOut("alone");
  }

  @Test
  void besideAServer() throws IOException {
    Settings settings = SettingsLoader.load(List.of(RawSetting.of("data", data.toString(), "test")));
    Vertx vertx = Vertx.vertx();
    try (var held = DataDirectory.claim(data)) {
      assertThat(godwit("import", "mbox", in("box"), "--user", "anna")).isEqualTo(1);
      assertThat(err.toString()).contains("is in use").contains("does not answer");
      var store = DataStore.open(vertx, settings).await().atMost(WAIT);
      var control = ControlServer.start(vertx, data, store.client(), (alert, audience) -> Uni.createFrom().item(Told.of(List.of()))).await().atMost(WAIT);
      inAndOut("beside");
      control.close().await().atMost(WAIT);
      store.stop().await().atMost(WAIT);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    assertThat(godwit("export", "mbox", in("later"), "--user", "anna")).isZero();
    assertThat(out.toString()).contains("Exported 3 messages.");
  }

  @Test
  void whatCannotBe() throws IOException {
    assertThat(godwit("import", "mbox", in("box"), "--user", "bert")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no user bert").contains("godwit user add bert");
    assertThat(godwit("import", "mbox", in("none"), "--user", "anna")).isEqualTo(1);
    assertThat(err.toString()).contains("none: there is no such file");
    assertThat(godwit("import", "maildir", in("box"), "--user", "anna")).isEqualTo(1);
    assertThat(err.toString()).contains("box: is no directory");
    assertThat(godwit("export", "mbox", directory.toString(), "--user", "anna")).isEqualTo(1);
    assertThat(err.toString()).contains("exists already");
    assertThat(godwit("export", "mbox", in("x"), "--user", "anna", "--mailbox", "none")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no mailbox none");
    assertThat(godwit("import", "tape", in("box"), "--user", "anna")).isEqualTo(2);
    Files.writeString(directory.resolve("bad"), "no mailbox");
    assertThat(godwit("import", "mbox", in("bad"), "--user", "anna")).isEqualTo(1);
    assertThat(err.toString()).contains("is no mbox");
    assertThat(out.toString()).contains("1 failed");
  }

  @Test
  void usersOfOtherBackEndsGetTheirMail() throws IOException {
    assertThat(godwit("import", "mbox", in("box"), "--user", "bert", "--set", "auth.backends=users,oauth2")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Imported 3 messages");
    assertThat(godwit("export", "mbox", in("bert.out"), "--user", "bert", "--set", "auth.backends=ldap")).as(err.toString()).isZero();
  }

  @Test
  void treesComeBackAsFiles() throws IOException {
    for (String mailbox : List.of("INBOX", "a", "a/b.c", "Übersicht/x")) {
      assertThat(godwit("import", "mbox", in("box"), "--user", "anna", "--mailbox", mailbox)).isZero();
    }
    assertThat(godwit("export", "mbox", in("tree"), "--user", "anna")).isZero();
    var sizes = new TreeMap<String, Long>();
    try (Stream<Path> files = Files.walk(directory.resolve("tree"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(directory.resolve("tree").relativize(file).toString(), Files.size(file));
      }
    }
    assertThat(sizes).containsOnlyKeys("INBOX", "a", "a.sbd/b.c", "&ANw-bersicht/x", ".subscriptions");
  }
}
