package org.godwit.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Gives each handshake the identity for the name that the client asks for. An alias is a fingerprint. Immutable. */
final class NamedKeyManager extends X509ExtendedKeyManager {

  private final Identities identities;

  NamedKeyManager(Identities identities) {
    this.identities = identities;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return identities.choose(requestedName(engine), keyType).map(Identity::fingerprint).orElse(null);
  }

  private static Optional<String> requestedName(SSLEngine engine) {
    if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) {
      return Optional.empty();
    }
    return session.getRequestedServerNames().stream().filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName()).findFirst();
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    var identity = identities.find(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    var identity = identities.find(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null; // engines only
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return null; // a server only
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }
}
