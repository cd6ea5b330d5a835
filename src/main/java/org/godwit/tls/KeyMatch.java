package org.godwit.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collection;
import java.util.Optional;

/** Which private key belongs to a public one. */
final class KeyMatch {

  private static final byte[] PROBE = "godwit".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private KeyMatch() {}

  /** The key that belongs to it, if it is there. */
  static Optional<PrivateKey> find(PublicKey wanted, Collection<PrivateKey> keys) {
    return keys.stream().filter(key -> belongs(key, wanted)).findFirst();
  }

  private static boolean belongs(PrivateKey key, PublicKey wanted) {
    String algorithm = switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(wanted);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }
}
