package org.godwit.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/**
 * What a server keeps of a password for SCRAM (RFC 5802, 3), in Dovecot's form {@code iterations,salt,StoredKey,ServerKey}, the
 * last three in base64. Immutable; never printed.
 *
 * @param hash       of which mechanism
 * @param iterations of PBKDF2
 * @param salt       base64, as it is sent to the client
 */
public record ScramVerifier(Hash hash, int iterations, String salt, byte[] storedKey, byte[] serverKey) {
  /** What new verifiers have; RFC 7677, 4 wants 4096 at least, and each login costs the client as much. */
  public static final int ITERATIONS = 16_384;

  private static final int SALT_BYTES = 16;
  private static final int ITERATIONS_MAX = 10_000_000;
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,7}),([A-Za-z0-9+/=]{4,200}),([A-Za-z0-9+/=]{20,100}),([A-Za-z0-9+/=]{20,100})");

  /** The hash functions that SCRAM is served with. */
  public enum Hash {
    /** SCRAM-SHA-1 (RFC 5802). */
    SHA_1(ScramMechanism.SCRAM_SHA_1, 20),
    /** SCRAM-SHA-256 (RFC 7677). */
    SHA_256(ScramMechanism.SCRAM_SHA_256, 32);

    private final ScramMechanism mechanism;
    private final int bytes;

    Hash(ScramMechanism mechanism, int bytes) {
      this.mechanism = mechanism;
      this.bytes = bytes;
    }

    /** The library's name for it. */
    public ScramMechanism mechanism() {
      return mechanism;
    }
  }

  /** Understands {@code iterations,salt,StoredKey,ServerKey}. */
  static ScramVerifier parse(Hash hash, String text) throws UnusableHash {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(1)) > ITERATIONS_MAX) {
      throw new UnusableHash("expected iterations,salt,StoredKey,ServerKey");
    }
    try {
      Base64.getDecoder().decode(form.group(2));
      byte[] stored = Base64.getDecoder().decode(form.group(3));
      byte[] server = Base64.getDecoder().decode(form.group(4));
      if (stored.length == hash.bytes && server.length == hash.bytes) {
        return new ScramVerifier(hash, Integer.parseInt(form.group(1)), form.group(2), stored, server);
      }
    } catch (IllegalArgumentException damaged) {
      throw new UnusableHash("salt or key is not base64");
    }
    throw new UnusableHash("StoredKey and ServerKey have " + hash.bytes + " bytes");
  }

  /** The verifier of a password; takes as long as so many iterations do. */
  public static ScramVerifier of(Hash hash, Password password, byte[] salt, int iterations) {
    byte[] salted = ScramFunctions.saltedPassword(hash.mechanism, StringPreparation.NO_PREPARATION, password.text().toCharArray(), salt, iterations);
    byte[] stored = ScramFunctions.storedKey(hash.mechanism, ScramFunctions.clientKey(hash.mechanism, salted));
    return new ScramVerifier(hash, iterations, Base64.getEncoder().encodeToString(salt), stored, ScramFunctions.serverKey(hash.mechanism, salted));
  }

  /** A new verifier with a salt made at random. */
  static ScramVerifier make(Hash hash, Password password) {
    return of(hash, password, ScramFunctions.salt(SALT_BYTES, new java.security.SecureRandom()), ITERATIONS);
  }

  /** Dovecot's form. */
  String text() {
    var base64 = Base64.getEncoder();
    return iterations + "," + salt + "," + base64.encodeToString(storedKey) + "," + base64.encodeToString(serverKey);
  }

  /** How a password that came as it is compares with it. */
  Matching matching() {
    byte[] saltBytes = Base64.getDecoder().decode(salt);
    return password -> MessageDigest.isEqual(storedKey, of(hash, Password.of(password), saltBytes, iterations).storedKey);
  }

  @Override
  public String toString() {
    return "SCRAM verifier";
  }
}
