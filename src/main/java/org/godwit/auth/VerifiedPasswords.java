package org.godwit.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a short time which passwords were right, so that a client that reconnects all the time does not cost a hash
 * each. It holds a keyed digest (HMAC-SHA-256) whose key is made at random for this process and never leaves it, and beside it
 * the hash it was verified against: with another hash in the user file the memory does not count. Safe from any thread.
 */
final class VerifiedPasswords {
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;
  private final Cache<UserName, Verified> verified;

  private record Verified(byte[] digest, String hashText) {}

  VerifiedPasswords(Duration kept, int entriesMax, Ticker clock) {
    var random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
    this.verified = Caffeine.newBuilder().maximumSize(entriesMax).expireAfterWrite(kept).ticker(clock).executor(Runnable::run).build();
  }

  /** Whether this password was verified against this very hash a short time ago. */
  boolean contains(UserName user, Password password, String hashText) {
    Verified known = verified.getIfPresent(user);
    return known != null && known.hashText.equals(hashText) && MessageDigest.isEqual(known.digest, digest(user, password));
  }

  /** Remembers a password that was just verified. */
  void add(UserName user, Password password, String hashText) {
    verified.put(user, new Verified(digest(user, password), hashText));
  }

  private byte[] digest(UserName user, Password password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((user.value() + "\0").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(password.text().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }
}
