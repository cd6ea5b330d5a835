package org.godwit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.godwit.tls.TestCertificates.certificate;
import static org.godwit.tls.TestCertificates.pem;
import static org.godwit.tls.TestCertificates.pemLf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {

  @TempDir
  Path directory;

  @Test
  void withoutCertificatesOneIsMadeAndKept() throws Exception {
    X509Certificate first;
    try (var tls = TestTls.open(directory, Map.of("hostName", "mail.example.org"))) {
      tls.watch();
      first = tls.certificates().getFirst();
    }
    assertThat(new Identities(List.of(identity(first))).all().getFirst().names())
        .containsExactlyInAnyOrder("mail.example.org", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    first.checkValidity(Date.from(Instant.now().plus(Duration.ofDays(700))));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tls/generated.key")))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tls")))).isEqualTo("rwx------");
    try (var again = TestTls.open(directory, Map.of())) {
      assertThat(again.certificates()).containsExactly(first);
    }
    try (var renamed = TestTls.open(directory, Map.of("hostName", "other.example.org"))) {
      assertThat(renamed.certificates()).doesNotContain(first);
    }
  }

  @Test
  void aGeneratedCertificateIsRenewedBeforeItsEndAndReplacedWhenDamaged() throws Exception {
    var old = GeneratedIdentity.make("localhost", Instant.now().minus(Duration.ofDays(800)));
    Files.createDirectory(directory.resolve("tls"));
    Files.writeString(directory.resolve("tls/generated.crt"), pem(old.certificate()));
    Files.writeString(directory.resolve("tls/generated.key"), pem(old.key()));
    try (var tls = TestTls.open(directory, Map.of())) {
      assertThat(tls.certificates()).doesNotContain(old.certificate());
      tls.watch();
      Files.writeString(directory.resolve("tls/generated.crt"), "-----BEGIN CERTIFICATE-----\nbroken");
      tls.look();
      tls.certificates().getFirst().checkValidity();
      assertThat(Files.readString(directory.resolve("tls/generated.crt"))).isEqualTo(pemLf(tls.certificates().getFirst()));
    }
  }

  @Test
  void ofServersThatStartTogetherTheFirstToKeepItsCertificateIsFollowed() throws Exception {
    try (var first = TestTls.open(directory, Map.of()); var second = TestTls.open(directory, Map.of())) {
      var kept = first.certificates();
      assertThat(second.certificates()).isNotEqualTo(kept);
      first.watch();
      second.watch();
      assertThat(first.certificates()).isEqualTo(kept);
      assertThat(second.certificates()).isEqualTo(kept);
      assertThat(Files.readString(directory.resolve("tls/generated.crt"))).isEqualTo(pemLf(kept.getFirst()));
    }
  }

  @Test
  void keysMayBeWrittenInAllUsualWays() throws Exception {
    for (var type : List.of("EC", "RSA", "Ed25519")) {
      var made = certificate(type, "a.example");
      var key = made.key();
      var written = new ArrayList<>(List.of(pem(new JcaPKCS8Generator(key, null).generate()),
          pem(new JcaPKCS8Generator(key, new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC).setProvider(new BouncyCastleProvider())
              .setPassword("secret".toCharArray()).build()).generate())));
      if (type.equals("RSA")) {
        written.add(pem(key)); // PKCS#1
      }
      for (var text : written) {
        Files.writeString(directory.resolve("key.pem"), text);
        Files.writeString(directory.resolve("chain.pem"), pem(made.certificate()));
        Files.writeString(directory.resolve("password"), "secret\n");
        try (var tls = TestTls.open(directory, Map.of("certificates", file("chain.pem"), "keys", file("key.pem"),
            "passwordFile", file("password")))) {
          assertThat(tls.certificates()).containsExactly(made.certificate());
        }
      }
    }
  }

  @Test
  void keysWithParametersBeforeThemAreRead() throws Exception {
    var pem = PemFile.parse("key", """
        -----BEGIN EC PARAMETERS-----
        BggqhkjOPQMBBw==
        -----END EC PARAMETERS-----
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIMkklkYwMEc1kuNiKU9ASWUiBgUt3yKDjEeG7ntJLiWToAoGCCqGSM49
        AwEHoUQDQgAE5agfJZ3QrBoFTwt500xX/x0x24taLaU90LC/PV4+MKxm+7p0CKxI
        u1qofCmH5Pos5A4xNeka9RZkDTxObdJeTA==
        -----END EC PRIVATE KEY-----
        """.getBytes(java.nio.charset.StandardCharsets.US_ASCII), new char[0]);
    assertThat(pem.certificates()).isEmpty();
    assertThat(pem.keys()).singleElement().extracting(java.security.Key::getAlgorithm).isEqualTo("EC");
  }

  @Test
  void storesAndDirectoriesAreRead() throws Exception {
    var made = certificate("RSA", "a.example");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("it", made.key(), "secret".toCharArray(), new X509Certificate[] {made.certificate()});
    try (var out = Files.newOutputStream(directory.resolve("store.p12"))) {
      store.store(out, "secret".toCharArray());
    }
    try (var tls = TestTls.open(directory, Map.of("certificates", file("store.p12"), "password", "secret"))) {
      assertThat(tls.certificates()).containsExactly(made.certificate());
    }
    fails("not readable as PKCS#12 with tls.password or tls.passwordFile", Map.of("certificates", file("store.p12"), "password", "wrong"));
    for (var names : List.of(List.of("tls.crt", "tls.key"), List.of("fullchain.pem", "privkey.pem"))) {
      var pair = Files.createDirectory(directory.resolve(names.getFirst() + ".d"));
      Files.writeString(pair.resolve(names.get(0)), pem(made.certificate()));
      Files.writeString(pair.resolve(names.get(1)), pem(made.key()));
      try (var tls = TestTls.open(directory, Map.of("certificates", pair.toString()))) {
        assertThat(tls.certificates()).containsExactly(made.certificate());
      }
    }
  }

  @Test
  void whatCanNotBeUsedIsSaid() throws Exception {
    fails("none.pem: there is no such file", Map.of("certificates", file("none.pem")));
    fails("has neither tls.crt and tls.key nor fullchain.pem and privkey.pem", Map.of("certificates", directory.toString()));
    Files.writeString(directory.resolve("text"), "hello");
    fails("neither a certificate nor a private key is in it", Map.of("certificates", file("text")));
    Files.writeString(directory.resolve("chain.pem"), pem(certificate("EC", "a.example").certificate()));
    fails("the private key of its first certificate is in none of the files", Map.of("certificates", file("chain.pem")));
    Files.writeString(directory.resolve("other.pem"), pem(certificate("EC", "a.example").key()));
    fails("the private key of its first certificate is in none of the files",
        Map.of("certificates", file("chain.pem"), "keys", file("other.pem")));
    fails("there is no certificate with a private key", Map.of("certificates", file("other.pem")));
    fails("tls.clientCa: " + file("other.pem") + " has no certificate in it", Map.of("clientCa", file("other.pem")));
  }

  @Test
  void aNameChoosesTheCertificate() throws Exception {
    var first = certificate("EC", "a.example");
    var firstRsa = certificate("RSA", "a.example");
    var wild = certificate("EC", "*.b.example");
    var exact = certificate("EC", "mail.b.example", "c.example");
    var all = new Identities(List.of(first, firstRsa, wild, exact));
    assertThat(all.choose(Optional.empty(), "EC")).contains(first);
    assertThat(all.choose(Optional.empty(), "RSA")).contains(firstRsa);
    assertThat(all.choose(Optional.of("unknown.example"), "EC")).contains(first);
    assertThat(all.choose(Optional.of("A.Example"), "RSA")).contains(firstRsa);
    assertThat(all.choose(Optional.of("mail.b.example"), "EC")).contains(exact);
    assertThat(all.choose(Optional.of("MAIL.B.example"), "RSA")).isEmpty();
    assertThat(all.choose(Optional.of("imap.b.example"), "EC")).contains(wild);
    assertThat(all.choose(Optional.of("b.example"), "EC")).contains(first);
    assertThat(all.choose(Optional.of("x.y.b.example"), "EC")).contains(first);
    assertThat(all.choose(Optional.of("c.example"), "EC")).contains(exact);
  }

  @Test
  void newFilesAreTakenUpAndBadOnesAreNot() throws Exception {
    var old = certificate("EC", "a.example");
    Files.writeString(directory.resolve("both.pem"), pem(old.key()) + pem(old.certificate()));
    try (var tls = TestTls.open(directory, Map.of("certificates", file("both.pem")))) {
      Files.writeString(directory.resolve("both.pem"), "-----BEGIN CERTIFICATE-----\nbroken");
      tls.look();
      tls.look();
      assertThat(tls.certificates()).containsExactly(old.certificate());
      Files.delete(directory.resolve("both.pem"));
      tls.look();
      assertThat(tls.certificates()).containsExactly(old.certificate());
      var next = certificate("RSA", "a.example");
      Files.writeString(directory.resolve("both.pem"), pem(next.key()) + pem(next.certificate()));
      tls.look();
      assertThat(tls.certificates()).containsExactly(next.certificate());
    }
  }

  @Test
  void linksThatSwitchAsKubernetesSwitchesThemAreFollowed() throws Exception {
    var old = certificate("EC", "a.example");
    var next = certificate("EC", "a.example");
    secret("..1", old);
    secret("..2", next);
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(directory.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(directory.resolve("tls.key"), Path.of("..data/tls.key"));
    try (var tls = TestTls.open(directory, Map.of("certificates", directory.toString()))) {
      assertThat(tls.certificates()).containsExactly(old.certificate());
      Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2"));
      Files.move(directory.resolve("..tmp"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      tls.look();
      assertThat(tls.certificates()).containsExactly(next.certificate());
    }
  }

  private void secret(String name, Identity identity) throws Exception {
    var place = Files.createDirectory(directory.resolve(name));
    Files.writeString(place.resolve("tls.crt"), pem(identity.certificate()));
    Files.writeString(place.resolve("tls.key"), pem(identity.key()));
  }

  private void fails(String message, Map<String, String> settings) {
    assertThatThrownBy(() -> ServerTls.open(TestTls.settings(settings).tls(), directory)).isInstanceOf(TlsException.class)
        .hasMessageContaining(message);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void the_administrator_is_told_of_a_certificate_that_clients_will_refuse() throws Exception {
    X509Certificate certificate = GeneratedIdentity.make("mail.example.org", Instant.parse("2026-01-01T00:00:00Z")).certificate();
    assertThat(Validity.problem(certificate, Instant.parse("2026-06-01T00:00:00Z"))).isEmpty();
    assertThat(Validity.problem(certificate, Instant.parse("2036-06-01T00:00:00Z"))).get().asString().contains("expired at 2028-");
    assertThat(Validity.problem(certificate, Instant.parse("2016-06-01T00:00:00Z"))).get().asString().contains("is not valid before 202");
  }

  private static Identity identity(X509Certificate certificate) throws Exception {
    return new Identity(List.of(certificate), KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate());
  }
}
