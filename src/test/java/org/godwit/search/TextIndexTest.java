package org.godwit.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.godwit.textindex.TestIndexes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index spares, and that it is there again when it was lost. */
class TextIndexTest {

  private static final Criterion RARE = new Criterion.Text("xylophone");

  @TempDir
  private Path directory;

  private static TestMailbox mailbox() {
    var mailbox = new TestMailbox();
    for (int i = 1; i <= 20; i++) {
      mailbox.add("Subject: number " + i + "\n\n" + (i % 10 == 0 ? "the xylophone arrives" : "nothing comes"));
    }
    return mailbox;
  }

  private static int readsOf(TestMailbox mailbox, Criterion criterion, Integer... found) {
    mailbox.bodyReads = 0;
    assertThat(mailbox.search(criterion)).containsExactly(found);
    return mailbox.bodyReads;
  }

  @Test
  void only_candidates_are_read() {
    var mailbox = mailbox();
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
      assertThat(readsOf(mailbox, RARE, 10, 20)).isEqualTo(2);
      assertThat(readsOf(mailbox, new Criterion.Body("XYLO"), 10, 20)).isEqualTo(2);
      assertThat(readsOf(mailbox, new Criterion.Text("xylophonist"))).isZero();
      assertThat(readsOf(mailbox, new Criterion.Header("x-odd", "xylophone"))).isZero();
      assertThat(readsOf(mailbox, new Criterion.And(List.of(RARE, new Criterion.Header("subject", "number 2"))), 20)).isEqualTo(1);
    }
  }

  @Test
  void a_new_message_is_found_at_once_and_a_removed_one_not() {
    var mailbox = mailbox();
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
      mailbox.add("Subject: new\n\nmy xylophone");
      mailbox.remove(9);
      assertThat(readsOf(mailbox, RARE, 19, 20)).isGreaterThanOrEqualTo(2);
      assertThat(readsOf(mailbox, RARE, 19, 20)).isEqualTo(2);
    }
  }

  @Test
  void it_is_kept_on_disk() {
    var mailbox = mailbox();
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
    }
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      assertThat(readsOf(mailbox, RARE, 10, 20)).isEqualTo(2);
    }
  }

  @Test
  void it_is_made_anew_when_it_is_damaged() throws IOException {
    var mailbox = mailbox();
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".cfs")).toList()) {
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length / 2] ^= 1;
        Files.write(file, octets);
      }
    }
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      assertThat(readsOf(mailbox, RARE, 10, 20)).isGreaterThan(2);
      assertThat(readsOf(mailbox, RARE, 10, 20)).isEqualTo(2);
    }
  }

  @Test
  void it_is_made_anew_when_its_files_are_deleted_under_it() throws IOException {
    var mailbox = mailbox();
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
      try (var files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
      mailbox.add("Subject: new\n\nmy xylophone");
      readsOf(mailbox, RARE, 10, 20, 21);
      assertThat(readsOf(mailbox, RARE, 10, 20, 21)).isEqualTo(3);
    }
  }

  @Test
  void a_search_that_cannot_write_an_index_does_without() throws IOException {
    var mailbox = mailbox();
    Files.writeString(directory.resolve("alice"), "a file where a directory should be");
    try (var index = TestIndexes.at(directory)) {
      mailbox.index = index;
      readsOf(mailbox, RARE, 10, 20);
      assertThat(readsOf(mailbox, RARE, 10, 20)).isEqualTo(20);
    }
  }
}
