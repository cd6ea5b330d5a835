package org.godwit.tls;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA that gives people certificates. */
public final class TestAuthority {
  private static final AtomicLong SERIALS = new AtomicLong(1);

  private final X500Name name;
  private final KeyPair keys = keys();
  private final X509Certificate certificate;

  /** @param name such as {@code CN=Example CA} */
  public TestAuthority(String name) throws Exception {
    this.name = new X500Name(name);
    certificate = sign(name, keys, Duration.ofDays(1), true);
  }

  /** A certificate with its key. */
  public record Person(X509Certificate certificate, KeyPair keys) {
    /** What a client shows. */
    public KeyManager[] keyManagers() throws Exception {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
      var factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    }
  }

  /** A certificate for somebody with mail addresses. */
  public Person person(String subject, String... addresses) throws Exception {
    var own = keys();
    return new Person(sign(subject, own, Duration.ofDays(1), false, addresses), own);
  }

  /** One that was valid until a minute ago. */
  public Person expired(String subject) throws Exception {
    var own = keys();
    return new Person(sign(subject, own, Duration.ofMinutes(-1), false), own);
  }

  /** Writes its own certificate for {@code tls.clientCa}. */
  public Path save(Path file) throws Exception {
    return Files.writeString(file, TestCertificates.pemLf(certificate));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private X509Certificate sign(String subject, KeyPair own, Duration valid, boolean isCa, String... addresses) throws Exception {
    var builder = new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(SERIALS.getAndIncrement()),
        Date.from(Instant.now().minus(Duration.ofHours(1))), Date.from(Instant.now().plus(valid)), new X500Name(subject), own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
    if (addresses.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(java.util.Arrays.stream(addresses)
          .map(address -> new GeneralName(GeneralName.rfc822Name, address)).toArray(GeneralName[]::new)));
    }
    return new JcaX509CertificateConverter().getCertificate(
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
