package org.godwit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may be in one cluster with a node, as its directory tells. */
class SharedDirectoryTest {

  private static final NodeId A = NodeId.begin("a");
  private static final NodeId B = NodeId.begin("b");

  @TempDir
  private Path directory;

  private SharedDirectory of(String data, NodeId node, int version) throws IOException {
    return SharedDirectory.open(Files.createDirectories(directory.resolve(data)), node, 3, version);
  }

  @Test
  void a_node_on_the_same_directory_may() throws Exception {
    try (var a = of("data", A, 1); var b = of("data", B, 1)) {
      assertThat(a.refusal(b.pass(), List.of(A))).isEmpty();
      assertThat(b.refusal(a.pass(), List.of(B))).isEmpty();
    }
  }

  @Test
  void one_of_another_version_may_not_and_both_are_named() throws Exception {
    try (var a = of("data", A, 1); var b = of("data", B, 2)) {
      assertThat(a.refusal(b.pass(), List.of(A))).hasValue(A
          + " speaks version 1 of the cluster's protocol and this node version 2; run the same version of Godwit on all nodes");
      assertThat(b.refusal(a.pass(), List.of(B))).hasValue(B
          + " speaks version 2 of the cluster's protocol and this node version 1; run the same version of Godwit on all nodes");
    }
  }

  @Test
  void one_on_another_directory_may_not() throws Exception {
    try (var a = of("data", A, 1); var b = of("other", B, 1)) {
      assertThat(a.refusal(b.pass(), List.of(A))).hasValue(A + " has another data directory than this node (cluster.id differs)");
    }
  }

  @Test
  void one_on_a_copy_of_the_directory_may_not() throws Exception {
    try (var a = of("data", A, 1)) {
      Files.createDirectories(directory.resolve("copy"));
      Files.copy(directory.resolve("data/" + SharedDirectory.ID), directory.resolve("copy/" + SharedDirectory.ID));
      try (var b = of("copy", B, 1)) {
        assertThat(a.refusal(b.pass(), List.of(A))).hasValueSatisfying(reason -> assertThat(reason)
            .startsWith(A + " does not see in its data directory what this node has just written to its own (").contains("NoSuchFile"));
      }
    }
  }

  @Test
  void a_directory_that_cannot_be_written_to_is_told() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> SharedDirectory.open(file, A, 3)).isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("the data directory " + file + " cannot be used: ");
  }
}
