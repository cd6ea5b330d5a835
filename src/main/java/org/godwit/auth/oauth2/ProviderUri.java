package org.godwit.auth.oauth2;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses of a provider. Keys and answers are believed because TLS vouches for them, so it has to be https, or this machine. */
final class ProviderUri {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private ProviderUri() {}

  /** The address in a text; empty if it is not one that may be asked. */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean plain = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
      return Optional.of(uri).filter(any -> plain && isSafe(uri));
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isSafe(URI uri) {
    return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
  }
}
