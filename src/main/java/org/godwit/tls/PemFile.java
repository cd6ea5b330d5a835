package org.godwit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * What a PEM file has, in its order: certificates, and private keys in PKCS#8, PKCS#1 or SEC 1 form, encrypted or not. Other
 * things in it, such as EC parameters, are passed over.
 */
record PemFile(List<X509Certificate> certificates, List<PrivateKey> keys) {

  /** Decrypts keys: the JDK's providers lack the names that are asked for. Not registered; large, so made only for keys that are encrypted. */
  private static final class Decryption {
    private static final Provider PROVIDER = new BouncyCastleProvider();
  }

  PemFile {
    certificates = List.copyOf(certificates);
    keys = List.copyOf(keys);
  }

  /**
   * Reads one.
   *
   * @param name for errors
   * @param password of encrypted keys
   * @throws TlsException if it is damaged, or a key is encrypted and this is not the password
   */
  static PemFile parse(String name, byte[] content, char[] password) throws TlsException {
    var certificates = new ArrayList<X509Certificate>();
    var keys = new ArrayList<PrivateKey>();
    try (var parser = new PEMParser(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
      for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
        switch (item) {
          case X509CertificateHolder certificate -> certificates.add(certificate(certificate));
          case X509TrustedCertificateBlock trusted -> certificates.add(certificate(trusted.getCertificateHolder()));
          case PEMKeyPair pair -> keys.add(key(pair.getPrivateKeyInfo()));
          case PrivateKeyInfo key -> keys.add(key(key));
          case PEMEncryptedKeyPair pair ->
              keys.add(key(pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder().setProvider(Decryption.PROVIDER).build(password)).getPrivateKeyInfo()));
          case PKCS8EncryptedPrivateKeyInfo key ->
              keys.add(key(key.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(Decryption.PROVIDER).build(password))));
          default -> { }
        }
      }
    } catch (PKCSException | OperatorCreationException notDecrypted) {
      throw new TlsException(name + ": a key in it can not be decrypted with tls.password or tls.passwordFile", notDecrypted);
    } catch (IOException | CertificateException | RuntimeException damaged) {
      throw new TlsException(name + ": not readable as PEM: " + damaged.getMessage(), damaged);
    }
    return new PemFile(certificates, keys);
  }

  private static X509Certificate certificate(X509CertificateHolder holder) throws CertificateException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  private static PrivateKey key(PrivateKeyInfo info) throws IOException {
    return new JcaPEMKeyConverter().getPrivateKey(info);
  }
}
