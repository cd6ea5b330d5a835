package org.godwit.auth.otp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.godwit.auth.PrivateFile;
import org.godwit.auth.UserName;

/**
 * Each user's {@link OtpState} in a file of its own, by the user's name, mode 0600. What a method says is on disk when it returns;
 * a crash leaves the state before or after. Every method blocks; safe from any thread, and between processes.
 */
public final class OtpFiles {
  private final Path directory;

  /** @param directory need not exist */
  public OtpFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Where the user stands; empty if not set up.
   *
   * @throws IOException also if the file is damaged
   */
  public synchronized Optional<OtpState> read(UserName user) throws IOException {
    Path file = file(user);
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      return Optional.of(OtpState.parse(text).orElseThrow(() -> new IOException(file + " is damaged")));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Begins a sequence, whatever was before. */
  public synchronized void set(UserName user, OtpState state) throws IOException {
    var file = new PrivateFile(file(user));
    file.change(() -> write(file, state));
  }

  /**
   * Goes on in the sequence, if the user still stands where the caller thinks.
   *
   * @return false if not: somebody else has used a password meanwhile, and nothing has changed
   */
  public synchronized boolean advance(UserName user, OtpState from, OtpState to) throws IOException {
    var file = new PrivateFile(file(user));
    return file.change(() -> read(user).equals(Optional.of(from)) && write(file, to));
  }

  /**
   * Forgets the user's sequence.
   *
   * @return whether there was one
   */
  public synchronized boolean remove(UserName user) throws IOException {
    if (!Files.exists(file(user))) {
      return false;
    }
    var file = new PrivateFile(file(user));
    return file.change(() -> {
      file.remove();
      return true;
    });
  }

  /** Whether any user is set up. */
  public boolean isAny() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  private static boolean write(PrivateFile file, OtpState state) throws IOException {
    file.replace(state.text().getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  /** No name begins with a dot or has a slash: see {@link UserName}. */
  private Path file(UserName user) {
    return directory.resolve(user.value());
  }
}
