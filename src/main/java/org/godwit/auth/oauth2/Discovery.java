package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/** Finds a provider's addresses (OpenID Connect Discovery 1.0, 4). */
final class Discovery {
  private static final String PATH = "/.well-known/openid-configuration";

  private final ProviderHttp http;
  private final String issuer;

  /** @param issuer an address that {@link ProviderUri} takes */
  Discovery(ProviderHttp http, String issuer) {
    this.http = http;
    this.issuer = issuer;
  }

  /** Where a provider describes itself. */
  static String address(String issuer) {
    return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + PATH;
  }

  /** The address that the description has under a name. Fails with a {@link ProviderFailure}. */
  Uni<URI> find(String name) {
    return http.get(URI.create(address(issuer))).chain(description -> endpoint(description, name));
  }

  /** The issuer has to be the same to the letter (4.3): nobody else's description counts. */
  private Uni<URI> endpoint(JsonObject description, String name) {
    if (!issuer.equals(description.getValue("issuer"))) {
      return failure("does not describe this issuer");
    }
    Object address = description.getValue(name);
    Optional<URI> uri = address instanceof String text ? ProviderUri.parse(text) : Optional.empty();
    return uri.map(found -> Uni.createFrom().item(found)).orElseGet(() -> failure("has no " + name + " that can be used (https)"));
  }

  private Uni<URI> failure(String reason) {
    return Uni.createFrom().failure(new ProviderFailure(address(issuer) + " " + reason));
  }
}
