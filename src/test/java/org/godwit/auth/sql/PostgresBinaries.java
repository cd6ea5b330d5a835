package org.godwit.auth.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, from Maven Central, unpacked once for all tests of this process. They refuse to be root, so root runs
 * them as nobody, through setpriv of util-linux, which every Debian has.
 */
final class PostgresBinaries {
  static final int NOBODY = 65_534;

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static Path unpacked;

  private PostgresBinaries() {}

  /** A command that runs one of them, as somebody who may. */
  static List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (ROOT) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(unpacked().resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** A new directory that whoever runs the programs owns. */
  static Path directory() throws IOException {
    return own(newDirectory());
  }

  /** Makes a file or directory the property of whoever runs the programs. */
  static Path own(Path path) throws IOException {
    if (ROOT) {
      Files.setAttribute(path, "unix:uid", NOBODY);
    }
    return path;
  }

  private static synchronized Path unpacked() {
    if (unpacked == null) {
      try {
        unpacked = unpack();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return unpacked;
  }

  private static Path unpack() throws IOException {
    String archive = "/postgres-linux-" + System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "arm_64") + ".txz";
    Path directory = newDirectory();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
      // Maven Central has programs for Linux on x86-64 and ARM; postgresql.sh tests the same with an installed PostgreSQL
      Assumptions.assumeTrue(packed != null, "no PostgreSQL for this machine: " + archive);
      Process tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", directory.toString()).inheritIO()
          .redirectInput(ProcessBuilder.Redirect.PIPE).start();
      try (var input = tar.getOutputStream()) {
        new XZInputStream(packed).transferTo(input);
      }
      if (tar.waitFor() != 0) {
        throw new IOException("tar failed");
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
    return directory;
  }

  private static Path newDirectory() throws IOException {
    Path directory = Files.createTempDirectory("godwit-postgres");
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
