package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UW's file of clear passwords, {@code /etc/cram-md5.pwd}: lines {@code user TAB password}, comments behind {@code #}. Where it
 * exists, plaintext logins are checked against it too. A file that others can read is not used: everybody in it is unavailable,
 * and the log says why. Read for every login, so that changes count at once.
 */
public final class CramMd5File implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(CramMd5File.class);
  private static final Set<Capability> ALL = EnumSet.of(Capability.PASSWORD, Capability.LOOKUP, Capability.CLEAR_PASSWORD,
      Capability.SCRAM_SHA_1, Capability.SCRAM_SHA_256);
  private static final Set<Capability> NONE = EnumSet.noneOf(Capability.class);
  private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  /** How old knowledge of whether the file exists may be. */
  private static final long LOOK_NANOS = 1_000_000_000;

  private static final long FILE_BYTES_MAX = 16L << 20;

  private final Path file;
  private final WorkQueue lookups;
  private volatile Content content;
  private volatile boolean exists;
  private volatile long lookedNanos = System.nanoTime();

  private record Content(Stamp stamp, Map<UserName, Password> passwords) {}

  /**
   * Reads the file once; blocks.
   *
   * @param file       need not exist yet
   * @param waitingMax logins that may wait while the file is read
   * @throws IOException if it cannot be read, or can be by others
   */
  public CramMd5File(Path file, int waitingMax) throws IOException {
    this.file = file;
    this.lookups = new WorkQueue("auth-cram-md5", 1, waitingMax);
    read();
  }

  @Override
  public String name() {
    return "cramMd5";
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Set<Capability> capabilities() {
    if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
      lookedNanos = System.nanoTime();
      lookups.run(this::read).subscribe().with(read -> { }, this::reason);
    }
    return exists ? ALL : NONE;
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    Uni<Verdict> verdict = lookups.run(() -> Optional.ofNullable(read().get(user)).<Verdict>map(
        expected -> same(expected, password) ? new Verdict.Accepted(user) : new Verdict.Rejected()).orElseGet(Verdict.UnknownUser::new));
    return verdict.onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    Uni<Lookup> lookup = lookups.run(() -> Optional.ofNullable(read().get(user)).<Lookup>map(
        password -> new Lookup.Found(user, Optional.of(new Secret.Clear(password)))).orElseGet(Lookup.NotFound::new));
    return lookup.onFailure().recoverWithItem(fault -> new Lookup.Unavailable(reason(fault)));
  }

  @Override
  public void close() {
    lookups.close();
  }

  private static boolean same(Password one, Password two) {
    return MessageDigest.isEqual(one.text().getBytes(StandardCharsets.UTF_8), two.text().getBytes(StandardCharsets.UTF_8));
  }

  private String reason(Throwable fault) {
    LOG.error("The file of CRAM-MD5 passwords cannot be used: {}", fault.getMessage());
    return "the file of CRAM-MD5 passwords cannot be used";
  }

  private record Stamp(Object key, long size, Object modified, Set<PosixFilePermission> permissions) {}

  private Map<UserName, Password> read() throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
      exists = true;
    } catch (NoSuchFileException none) {
      exists = false;
      return Map.of();
    }
    var stamp = new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), attributes.permissions());
    Content known = content;
    boolean settled = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis() > 2000;
    if (known == null || !known.stamp().equals(stamp) || !settled) {
      requirePrivate(attributes);
      known = new Content(stamp, parse());
      content = known;
    }
    return known.passwords();
  }

  private void requirePrivate(PosixFileAttributes attributes) throws IOException {
    if (attributes.permissions().stream().anyMatch(OTHERS::contains)) {
      throw new IOException(file + " can be read or written by others; chmod 600 it");
    }
    if (attributes.size() > FILE_BYTES_MAX) {
      throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
    }
  }

  private Map<UserName, Password> parse() throws IOException {
    var passwords = new HashMap<UserName, Password>();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      if (tab > 0 && line.charAt(0) != '#') {
        UserName.parse(line.substring(0, tab)).ifPresent(user -> passwords.putIfAbsent(user, Password.of(line.substring(tab + 1))));
      }
    }
    return passwords;
  }
}
