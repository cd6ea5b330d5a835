package org.godwit.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.transcript.TestServer;
import org.godwit.mail.Pop3Uidl;
import org.godwit.pop3.session.Pop3Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unique-ids and bodies over accounts on disk. */
class Pop3StorageTest {

  @TempDir
  Path data;

  private List<String> uidls(int port, String user) throws IOException {
    try (var client = Pop3Client.loggedIn(port, user)) {
      var uidls = client.list("UIDL");
      for (var line : uidls) {
        assertThat(client.ask("UIDL " + line.substring(0, line.indexOf(' ')))).isEqualTo("+OK " + line);
      }
      client.ask("QUIT");
      return uidls.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }
  }

  @Test
  void uniqueIdsOutliveTheServerAndTheirImport() throws IOException {
    var user = Pop3Fixture.newUser();
    List<String> before;
    String derived;
    try (var server = TestServer.onDisk(data, ImapLimits.DEFAULT)) {
      var pop3 = new Pop3TestServer(server, Pop3Limits.DEFAULT);
      var mail = new Pop3Fixture(server);
      mail.append(user, "plain\r\n");
      var validity = mail.inbox(user).uidValidity();
      derived = Pop3Uidl.derived(1, validity);
      mail.imported(user, "imported\r\n", "!kept~");
      // the second that brings the same along, and one that could be made for another message, get their own
      mail.imported(user, "copy\r\n", "!kept~");
      mail.imported(user, "cheat\r\n", Pop3Uidl.derived(1, validity));
      before = uidls(pop3.port(), user);
      assertThat(before).containsExactly(derived, "!kept~", Pop3Uidl.derived(3, validity), Pop3Uidl.derived(4, validity));
      mail.imported(user, "later\r\n", "Later");
      assertThat(uidls(pop3.port(), user)).startsWith(before.toArray(String[]::new)).hasSize(5).endsWith("Later");
    }
    try (var server = TestServer.onDisk(data, ImapLimits.DEFAULT)) {
      var pop3 = new Pop3TestServer(server, Pop3Limits.DEFAULT);
      var mail = new Pop3Fixture(server);
      assertThat(uidls(pop3.port(), user)).startsWith(before.toArray(String[]::new)).hasSize(5).endsWith("Later");
      mail.moveOutAndBack(user, 5);
      assertThat(uidls(pop3.port(), user)).startsWith(before.toArray(String[]::new)).hasSize(5).endsWith("Later");
      mail.remove(user, 1);
      mail.append(user, "new\r\n");
      assertThat(uidls(pop3.port(), user)).hasSize(5).doesNotContain(derived).doesNotHaveDuplicates();
    }
  }

  @Test
  void manyMessagesAreListedAndLargeOnesComeAsTheyAre() throws IOException {
    var user = Pop3Fixture.newUser();
    try (var server = TestServer.onDisk(data, ImapLimits.DEFAULT)) {
      var pop3 = new Pop3TestServer(server, Pop3Limits.DEFAULT);
      var mail = new Pop3Fixture(server);
      var large = new StringBuilder("Subject: large\r\n\r\n");
      var random = new Random(7);
      while (large.length() < 3_000_000) {
        large.append(".".repeat(random.nextInt(3))).append("x".repeat(random.nextInt(120))).append("\r\n");
      }
      mail.appendLarge(user, Pop3Client.octets(large.toString()));
      for (int i = 0; i < 600; i++) {
        mail.imported(user, "Subject: " + i + "\r\n\r\n", i % 3 == 0 ? "old" + i : "");
      }
      try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
        assertThat(client.list("LIST")).hasSize(601).startsWith("1 " + large.length()).endsWith("601 16");
        assertThat(client.list("UIDL")).hasSize(601).doesNotHaveDuplicates().contains("2 old0", "5 old3", "599 old597");
        assertThat(client.message("RETR 1")).isEqualTo(large.toString());
        assertThat(client.message("TOP 1 0")).isEqualTo("Subject: large\r\n\r\n");
        for (int i = 2; i <= 601; i++) {
          assertThat(client.ask("DELE " + i)).startsWith("+OK");
        }
        assertThat(client.list("LIST")).containsExactly("1 " + large.length());
        assertThat(client.ask("QUIT")).isEqualTo("+OK Bye");
      }
      assertThat(mail.inbox(user).messages().size()).isEqualTo(1);
    }
  }
}
