package org.godwit.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** {@code kubectl kustomize}, which needs no cluster. */
final class Kustomize {

  private Kustomize() {}

  /** What an overlay comes to. Without kubectl the test is skipped, in CI (KUBECTL_REQUIRED) it fails. */
  static String overlay(String name) throws IOException, InterruptedException {
    boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, "kubectl")));
    if (!there && System.getenv("KUBECTL_REQUIRED") != null) {
      throw new IllegalStateException("kubectl is not installed (Debian: kubernetes-client)");
    }
    Assumptions.assumeTrue(there, "kubectl is not installed");
    Path errors = Files.createTempFile("kustomize", ".err");
    try {
      Process kubectl = new ProcessBuilder("kubectl", "kustomize", "k8s/overlays/" + name).redirectError(errors.toFile()).start();
      String yaml = new String(kubectl.getInputStream().readAllBytes());
      if (kubectl.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(errors));
      }
      return yaml;
    } finally {
      Files.delete(errors);
    }
  }
}
