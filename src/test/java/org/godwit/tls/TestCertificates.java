package org.godwit.tls;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests, signed by themselves. */
final class TestCertificates {

  /** One for all tests: they take long to make. */
  private static final KeyPair RSA = rsa();

  private TestCertificates() {}

  private static KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A certificate signed by itself. */
  static Identity certificate(String keyType, String... names) throws Exception {
    KeyPair keys = keyType.equals("RSA") ? RSA : KeyPairGenerator.getInstance(keyType).generateKeyPair();
    var subject = new X500Name("CN=" + names[0].replace("*", "any"));
    var builder = new JcaX509v3CertificateBuilder(subject, java.math.BigInteger.valueOf(System.nanoTime()),
        Date.from(Instant.now().minusSeconds(60)), Date.from(Instant.now().plus(Duration.ofDays(1))), subject, keys.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(
        java.util.Arrays.stream(names).map(name -> new GeneralName(GeneralName.dNSName, name)).toArray(GeneralName[]::new)));
    String algorithm = switch (keyType) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> keyType;
    };
    return new Identity(List.of(new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())))), keys.getPrivate());
  }

  static String pem(Object item) throws Exception {
    if (item instanceof PrivateKey key && !key.getAlgorithm().equals("RSA")) {
      return pem(new JcaPKCS8Generator(key, null).generate());
    }
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(item);
    }
    return text.toString();
  }

  static String pemLf(Object item) throws Exception {
    return pem(item).replace(System.lineSeparator(), "\n");
  }
}
