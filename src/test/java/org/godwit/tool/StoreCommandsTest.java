package org.godwit.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidValidity;
import org.godwit.mailbox.AccountDirectories;
import org.godwit.storage.DiskAccountStore;
import org.godwit.storage.StoreOptions;
import org.godwit.storage.io.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} and {@code journal dump} as somebody calls them, beside a server that has the account open. */
class StoreCommandsTest {

  @TempDir
  Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private DiskAccountStore store;

  @BeforeEach
  void fill() throws Exception {
    store = DiskAccountStore.open(new RealDisk(), new AccountDirectories(data).of("alice"), "alice", StoreOptions.DEFAULTS,
        (octets, length) -> new byte[0], () -> 0);
    var inbox = new MailboxId(1);
    commit(new JournalRecord.MailboxCreated(inbox, MailboxName.INBOX, new UidValidity(7), Set.of(), 1));
    for (int uid = 1; uid <= 2; uid++) {
      commit(new JournalRecord.MessageAdded(inbox, uid, uid + 1, Flags.NONE, 0, 0, uid,
          new Content.Inline(new byte[1000]), new Content.Inline(new byte[10])));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void commit(JournalRecord record) throws Exception {
    store.stage(List.of(record));
    store.commit(store.seal());
  }

  private int godwit(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = GodwitCommand.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void aStoreInUseIsChecked() {
    assertThat(godwit("check")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("alice: 1 mailboxes, 2 messages, 2000 octets").contains("no damage");
    assertThat(godwit("check", "--user", "Alice")).isZero();
  }

  @Test
  void whatALaterVersionWroteIsNoDamage() throws Exception {
    Path segment = new AccountDirectories(data).of("alice").resolve("journal/00000001.seg");
    byte[] later = Files.readAllBytes(segment);
    later[7] = '2';
    later[512 + 7] = '2';
    Files.write(segment, later);
    assertThat(godwit("check")).isEqualTo(1);
    assertThat(out.toString()).contains("alice: not checked: journal/00000001.seg has format version 2; this Godwit knows version 1")
        .contains("0 accounts checked, no damage, 1 of a later version not checked").doesNotContain("DAMAGED");
    assertThat(godwit("journal", "dump", "--user", "alice")).isEqualTo(1);
    assertThat(err.toString()).contains("journal/00000001.seg has format version 2");
    assertThat(Files.readAllBytes(segment)).isEqualTo(later);
  }

  @Test
  void aDirectoryThatIsNotThereIsNoCleanStore() {
    assertThat(GodwitCommand.commandLine().setErr(new PrintWriter(err, true)).execute("check", "--data", data.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no data directory " + data.resolve("none"));
  }

  @Test
  void damageIsNamedWithStatus1() throws Exception {
    Path segment;
    try (var segments = Files.list(new AccountDirectories(data).of("alice").resolve("journal"))) {
      segment = segments.filter(path -> path.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    // in the first message's body; the second message's entry behind it shows that it was acknowledged
    bytes[bytes.length - 1500] ^= 1;
    Files.write(segment, bytes);
    assertThat(godwit("check")).isEqualTo(1);
    assertThat(out.toString()).contains("alice: 1 mailboxes, 2 messages, 2000 octets, DAMAGED")
        .contains("a body is damaged").contains("1 damaged");
  }

  @Test
  void theJournalIsPrinted() {
    assertThat(godwit("journal", "dump", "--user", "alice")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("segment 1-1, account alice").contains("MailboxCreated").contains("MessageAdded F1 uid 1");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(godwit("check", "--user", "bob")).isEqualTo(1);
    assertThat(err.toString()).contains("user bob has no mail");
    assertThat(godwit("journal")).isEqualTo(2);
  }
}
