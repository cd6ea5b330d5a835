package org.godwit.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The commands as somebody calls them, standard input being no terminal. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class UserCommandTest {

  @TempDir
  Path data;

  private final InputStream terminal = System.in;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void restore() {
    System.setIn(terminal);
  }

  @Test
  void a_user_is_added_listed_changed_and_deleted() throws Exception {
    assertThat(godwit("secret\n", "user", "add", "Alice")).isZero();
    assertThat(out).hasToString("Added alice.\n");
    assertThat(hash("alice").matches(Password.of("secret"))).isTrue();

    assertThat(godwit("", "user", "list")).isZero();
    assertThat(out).hasToString("alice\n");

    assertThat(godwit("other", "user", "passwd", "alice")).isZero();
    assertThat(hash("alice").matches(Password.of("other"))).isTrue();

    assertThat(godwit("", "user", "delete", "alice")).isZero();
    assertThat(godwit("", "user", "list")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("there are no users in " + data);
  }

  @Test
  void whoever_adds_a_user_that_no_back_end_would_know_is_told() {
    assertThat(godwit("secret\n", "user", "add", "alice", "--set", "auth.backends=ldap,sql")).isZero();
    assertThat(err.toString()).contains("auth.backends is ldap,sql").contains("until it names users too");
    assertThat(godwit("secret\n", "user", "add", "bert", "--set", "auth.backends=ldap,users")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void one_time_passwords_are_set_up_listed_and_removed() throws Exception {
    assertThat(godwit("This is a test.\n", "user", "otp", "alice", "--count", "3", "--print", "2")).isZero();
    assertThat(out.toString()).matches("(?s)Set up\\. .*\\nOne-time passwords of alice: otp-md5, seed [a-z]{2}[0-9]{5}, 3 left\\.\\n"
        + "    3  [A-Z ]{11,29} +  [0-9a-f]{16}\\n    2  [A-Z ]{11,29} +  [0-9a-f]{16}\\n");
    String first = out.toString().lines().filter(line -> line.startsWith("    3")).findFirst().orElseThrow();

    assertThat(godwit("This is a test.\n", "user", "otp", "alice", "--list")).isZero();
    assertThat(out.toString().lines()).hasSize(3).first().isEqualTo(first);
    assertThat(godwit("This is no test.\n", "user", "otp", "alice", "--list")).isEqualTo(1);
    assertThat(err.toString()).contains("this is not the pass phrase of alice");
    assertThat(godwit("", "user", "otp", "alice", "--show")).isZero();
    assertThat(out.toString()).contains("3 left.");

    assertThat(godwit("", "user", "otp", "alice", "--remove")).isZero();
    assertThat(godwit("", "user", "otp", "alice", "--show")).isEqualTo(1);
    assertThat(err.toString()).contains("user alice has no one-time passwords; \"godwit user otp alice\" sets them up");
    assertThat(godwit("short\n", "user", "otp", "alice")).isEqualTo(1);
    assertThat(err.toString()).contains("expected a pass phrase of 10 to 63 printable ASCII characters");
    assertThat(godwit("This is a test.\n", "user", "otp", "alice", "--algorithm", "md4")).isEqualTo(1);
    assertThat(godwit("This is a test.\n", "user", "otp", "alice", "--count", "9999")).isEqualTo(1);
  }

  @Test
  void who_is_deleted_has_no_one_time_passwords() throws Exception {
    write("alice:{PLAIN}a\n");
    assertThat(godwit("This is a test.\n", "user", "otp", "alice")).isZero();
    assertThat(godwit("", "user", "delete", "alice")).isZero();
    assertThat(godwit("", "user", "otp", "alice", "--show")).isEqualTo(1);
  }

  @Test
  void what_cannot_be_done_is_one_line_and_status_1() throws Exception {
    write("alice:{PLAIN}a\n");
    fails(1, "there is a user alice already", "x\n", "user", "add", "alice");
    fails(1, "\"a/b\" cannot be a user name", "x\n", "user", "add", "a/b");
    fails(1, "expected a password of 1 to 1024 characters", "\n", "user", "add", "bob");
    fails(1, "expected a password of 1 to 1024 characters", "", "user", "passwd", "alice");
    fails(1, "there is no user bob", "x\n", "user", "passwd", "bob");
    fails(1, "there is no user bob", "", "user", "delete", "bob");
    fails(1, "there is no such file", "", "user", "import", data.resolve("none").toString());
    fails(1, "--set: there is no setting imap.prot", "", "user", "list", "--set", "imap.prot=1");
    fails(1, "expected KEY=VALUE", "", "user", "list", "--set", "imap.port");
    assertThat(Files.readAllLines(data.resolve("users"))).containsExactly("alice:{PLAIN}a");
  }

  @Test
  void wrong_usage_is_status_2() {
    assertThat(godwit("", "user")).isEqualTo(2);
    assertThat(godwit("", "usr", "list")).isEqualTo(2);
    assertThat(err.toString()).startsWith("godwit: ").doesNotContain("Exception");
    assertThat(godwit("", "user", "add")).isEqualTo(2);
    assertThat(godwit("", "user", "list", "--nonsense")).isEqualTo(2);
  }

  @Test
  void a_dovecot_file_is_imported_and_what_cannot_be_is_named() throws Exception {
    write("alice:{PLAIN}mine\n");
    Path dovecot = Files.writeString(data.resolve("passwd"), """
        # from the old server
        alice:{PLAIN}theirs:1000:1000::/home/alice::
        bob:{SHA512-CRYPT}$6$salt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.::::::
        carol@example.org:$1$abcd$T2SbKcrpFB8biuNpvb0F4.:::::/home/carol::userdb_quota=1G
        dave:{GSSAPI}x
        ../eve:{PLAIN}x
        """);
    assertThat(godwit("", "user", "import", dovecot.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("dave: the scheme {GSSAPI} is not supported").contains("line 6: not a user name");
    assertThat(out).hasToString("Imported 2 users, kept 1 that were there (--replace replaces them), could not take 2.\n");
    assertThat(hash("alice").matches(Password.of("mine"))).isTrue();
    assertThat(hash("carol@example.org").matches(Password.of("test"))).isTrue();

    assertThat(godwit("", "user", "import", "--replace", dovecot.toString())).isEqualTo(1);
    assertThat(hash("alice").matches(Password.of("theirs"))).isTrue();
  }

  private void fails(int status, String line, String input, String... arguments) {
    assertThat(godwit(input, arguments)).isEqualTo(status);
    assertThat(err.toString()).startsWith("godwit: ").contains(line).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  private int godwit(String input, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    CommandLine line = GodwitCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = Arrays.copyOf(arguments, arguments.length + (arguments.length > 1 ? 2 : 0));
    if (arguments.length > 1) {
      all[arguments.length] = "--data";
      all[arguments.length + 1] = data.toString();
    }
    return line.execute(all);
  }

  private PasswordHash hash(String user) throws Exception {
    return PasswordHash.parse(new UserFile(data.resolve("users")).read().hashText(new UserName(user)).orElseThrow());
  }

  private void write(String users) throws IOException {
    Files.writeString(data.resolve("users"), users);
  }
}
