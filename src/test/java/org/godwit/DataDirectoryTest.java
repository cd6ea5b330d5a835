package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.godwit.tool.ToolFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories that are no good, as a single server and a node of a cluster meet them. */
class DataDirectoryTest {

  @TempDir
  private Path directory;

  private static void refused(Path data, String reason) {
    var told = "the data directory " + data + " cannot be used: " + reason;
    assertThatThrownBy(() -> DataDirectory.claim(data)).isInstanceOf(ToolFailure.class).hasMessage(told);
    assertThatThrownBy(() -> DataDirectory.join(data, data.resolve("nodes/a"))).isInstanceOf(ToolFailure.class).hasMessage(told);
  }

  @Test
  void a_file_is_none() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    refused(file, file + " is not a directory");
  }

  @Test
  void one_that_may_not_be_read_is_told() throws Exception {
    assumeFalse(Privileges.isRoot(), "root may read everything");
    Path data = Files.createDirectory(directory.resolve("data"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    refused(data, "permission denied (" + data + ")");
  }

  @Test
  void a_node_makes_it_but_nothing_above_it() throws Exception {
    Path mount = directory.resolve("mount");
    Path data = mount.resolve("data");
    assertThatThrownBy(() -> DataDirectory.join(data, data.resolve("nodes/a"))).isInstanceOf(ToolFailure.class).hasMessage(
        "the data directory " + data + " cannot be used: there is no " + mount + "; is the shared file system mounted?");
    assertThat(mount).doesNotExist();
    Files.createDirectory(mount);
    DataDirectory.join(data, data.resolve("nodes/a")).close();
    assertThat(data).isDirectory();
  }

  @Test
  void a_single_server_makes_all_of_it() {
    Path data = directory.resolve("a/b/c");
    DataDirectory.claim(data).close();
    assertThat(data).isDirectory();
  }
}
