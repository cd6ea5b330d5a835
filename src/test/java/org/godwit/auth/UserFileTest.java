package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
  @TempDir
  Path directory;

  private Path path;
  private UserFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("data/users");
    file = new UserFile(path);
  }

  @Test
  void no_file_is_no_users_and_the_first_change_makes_a_private_one() throws Exception {
    assertThat(file.read().users()).isEmpty();
    file.update(table -> table.with(Map.of(user("alice"), plain("a"))));
    assertThat(Files.readAllLines(path)).containsExactly("alice:{PLAIN}a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent()))).isEqualTo("rwx------");
  }

  @Test
  void a_change_keeps_comments_order_and_further_fields() throws Exception {
    write("# ours\nBob:{PLAIN}b:1000:1000::/home/bob::quota=1\n\nalice:{PLAIN}a\n");
    file.update(table -> table.with(Map.of(user("bob"), plain("new"))).with(Map.of(user("carol"), plain("c"))).without(user("alice")));
    assertThat(Files.readAllLines(path)).containsExactly("# ours", "Bob:{PLAIN}new:1000:1000::/home/bob::quota=1", "", "carol:{PLAIN}c");
    assertThat(file.read().users()).containsExactly(user("bob"), user("carol"));
    try (Stream<Path> left = Files.list(path.getParent())) {
      assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("users", ".users.writing");
    }
  }

  @Test
  void a_change_by_others_is_seen_also_when_size_and_time_are_the_same() throws Exception {
    write("alice:{PLAIN}a\n");
    var before = Files.getLastModifiedTime(path);
    UserTable first = file.read();
    assertThat(file.read()).as("unchanged").isSameAs(first);
    write("alice:{PLAIN}b\n");
    Files.setLastModifiedTime(path, before);
    assertThat(file.read().hashText(user("alice"))).contains("{PLAIN}b");
    Files.delete(path);
    assertThat(file.read().users()).isEmpty();
  }

  @Test
  void a_line_that_cannot_be_read_hides_nobody_else() throws Exception {
    write("../x:{PLAIN}x\nalice:{PLAIN}a\n::::\nALICE:{PLAIN}other\nbob\n");
    UserTable table = file.read();
    assertThat(table.users()).containsExactly(user("alice"), user("bob"));
    assertThat(table.hashText(user("alice"))).contains("{PLAIN}a");
    assertThat(table.hashText(user("bob"))).contains("");
    assertThat(table.problems()).isEqualTo(List.of("line 1: not a user name", "line 3: not a user name", "line 4: alice a second time"));
  }

  private void write(String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static UserName user(String name) {
    return new UserName(name);
  }

  private static PasswordHash plain(String password) {
    try {
      return PasswordHash.parse("{PLAIN}" + password);
    } catch (UnusableHash impossible) {
      throw new AssertionError(impossible);
    }
  }
}
