package org.godwit.transfer.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.Mail;
import org.godwit.transfer.MailSource;
import org.godwit.transfer.SourceMailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maildirs as other servers leave them. */
class MaildirTreeTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @TempDir
  private Path top;

  private Path put(String file, String text) throws IOException {
    var path = top.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(path, Mail.octets(text));
  }

  private MailSource open() throws IOException {
    return MaildirTree.open(top, Optional.empty(), ZONE);
  }

  private List<Mail> inbox() throws IOException {
    return Mail.of(open().mailboxes().getFirst());
  }

  @Test
  void flagsKeywordsAndTime() throws IOException {
    put("dovecot-keywords", "0 $Forwarded\n1 Work\nnonsense\n99 x\n");
    var file = put("cur/100.a.host,S=5:2,DFRSTab", "a: b\n\nx\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    put("cur/200.b.host;2,S,x", "c: d\r\n\r\ny\r\n");
    put("new/150.c.host", "e: f\n\r\nmixed\n");
    put("tmp/50.d.host", "half");
    var messages = inbox();
    assertThat(Mail.texts(messages)).containsExactly("a: b\r\n\r\nx\r\n", "e: f\n\r\nmixed\n", "c: d\r\n\r\ny\r\n");
    assertThat(messages.getFirst().flags()).isEqualTo(new Flags(Flags.SYSTEM, List.of("$Forwarded", "Work")));
    assertThat(messages.getFirst().date()).contains(new InternalDate(1_000_000_000, 120));
    assertThat(messages.getLast().flags()).isEqualTo(Flags.ofSystem(Flags.SEEN));
  }

  @Test
  void aNameThatTellsTheWholeSizeKeepsBareLineFeeds() throws IOException {
    put("cur/1.a,S=5,W=5:2,", "a\nb\nc");
    put("cur/2.b,S=5,W=7:2,", "a\nb\nc");
    put("cur/3.c,W=99999999999999999999999999:2,", "a\nb\nc");
    assertThat(Mail.texts(inbox())).containsExactly("a\nb\nc", "a\r\nb\r\nc", "a\r\nb\r\nc");
  }

  @Test
  void uidsOfDovecotAndCourier() throws IOException {
    put("cur/1.a,S=2:2,S", "a\n");
    put("cur/2.b:2,", "b\n");
    put("new/3.c", "c\n");
    put("dovecot-uidlist", "3 V123 N20 Gabcdef\n7 P0001 W3 :2.b:2,S\n12 :1.a,S=2\nx y\n9999999999999999999 :3.c\n");
    assertThat(inbox()).extracting(Mail::uid).containsExactly(7, 12, 0);
    assertThat(Mail.texts(inbox())).containsExactly("b\r\n", "a\r\n", "c\r\n");
    Files.delete(top.resolve("dovecot-uidlist"));
    put("courierimapuiddb", "1 123 20\n5 3.c\n6 1.a,S=2\n");
    assertThat(inbox()).extracting(Mail::uid).containsExactly(5, 6, 0);
  }

  @Test
  void mailboxesBesideEachOther() throws IOException {
    for (String name : List.of("cur/1.a", ".Sent/cur/1.a", ".Work.2004/new/1.a", ".caf&AOk-/cur/1.a", ".na&AC4-me.x/cur/1.a", ".no-maildir/x",
        ".&invalid/cur/1.a", "..bad/cur/1.a")) {
      put(name, "a\n");
    }
    put("subscriptions", "V\t2\n\nSent\nWork\t2004\n");
    var source = open();
    assertThat(source.mailboxes()).extracting(SourceMailbox::name).containsExactlyInAnyOrder(MailboxName.INBOX, MailboxName.of("Sent"),
        MailboxName.of("Work", "2004"), MailboxName.of("café"), MailboxName.of("na.me", "x"), MailboxName.of("&invalid"));
    assertThat(source.problems()).singleElement().asString().contains("..bad").contains("empty level");
    assertThat(source.subscriptions().orElseThrow()).containsExactlyInAnyOrder(MailboxName.of("Sent"), MailboxName.of("Work", "2004"));
    assertThat(MaildirTree.open(top, Optional.of(MailboxName.of("Old")), ZONE).mailboxes()).extracting(SourceMailbox::name)
        .contains(MailboxName.of("Old"), MailboxName.of("Old", "Sent"));
  }

  @Test
  void mailboxesInEachOther() throws IOException {
    put("cur/1.a", "a\n");
    put("Work/cur/1.a", "a\n");
    put("Work/2004/cur/1.a", "a\n");
    put("courierimapsubscribed", "INBOX.Work\nINBOX\n");
    assertThat(open().mailboxes()).extracting(SourceMailbox::name)
        .containsExactly(MailboxName.INBOX, MailboxName.of("Work"), MailboxName.of("Work", "2004"));
    assertThat(open().subscriptions().orElseThrow()).containsExactlyInAnyOrder(MailboxName.INBOX, MailboxName.of("Work"));
  }

  @Test
  void whatIsNoMaildir() {
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("neither cur nor new");
    assertThatThrownBy(() -> MaildirTree.open(top.resolve("none"), Optional.empty(), ZONE)).hasMessage("is no directory");
  }
}
