package org.godwit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a certificate that nobody has signed but itself, for a server that was given none: ECDSA on P-256. */
final class GeneratedIdentity {

  /** What Apple's systems accept at most of certificates that a user trusts by hand. */
  private static final Duration VALID = Duration.ofDays(825);
  /** A new one is made this long before the end. */
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  /** For clients whose clock is late. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
  private static final int SERIAL_BITS = 127;
  private static final int COMMON_NAME_MAX = 64;

  private GeneratedIdentity() {}

  /** One for this host, {@code localhost} and the loopback addresses, with a new key. */
  static Identity make(String host, Instant now) throws TlsException {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return sign(host, now, generator.generateKeyPair());
    } catch (GeneralSecurityException | OperatorCreationException | IOException failed) {
      throw new TlsException("no certificate can be generated for " + host + ": " + failed.getMessage(), failed);
    }
  }

  /** Whether it is time for a new one. */
  static boolean isOld(Identity identity, Instant now) {
    return identity.certificate().getNotAfter().toInstant().isBefore(now.plus(RENEW_BEFORE));
  }

  private static Identity sign(String host, Instant now, KeyPair keys)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var name = new X500NameBuilder().addRDN(BCStyle.CN, host.length() > COMMON_NAME_MAX ? "godwit" : host).build();
    var builder = new JcaX509v3CertificateBuilder(name, new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(CLOCKS_DIFFER)), Date.from(now.minus(CLOCKS_DIFFER).plus(VALID)), name, keys.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, names(host));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    return new Identity(List.of(new JcaX509CertificateConverter().getCertificate(signed)), keys.getPrivate());
  }

  private static GeneralNames names(String host) {
    var names = new LinkedHashSet<GeneralName>();
    names.add(isAddress(host) ? new GeneralName(GeneralName.iPAddress, host) : new GeneralName(GeneralName.dNSName, host));
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String host) {
    try {
      return InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
