package org.godwit.auth.oauth2;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.TokenAdvice;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.config.OAuth2Settings;

/** Puts an {@link OAuth2Backend} together as the settings say. */
public final class OAuth2Setup {
  /** Keys that were known serve so long without an answer of the provider. */
  private static final Duration USABLE = Duration.ofDays(1);

  private final OAuth2Settings settings;
  private final Path data;
  private final Vertx vertx;
  private final int waitingMax;
  private final Ticker nanos;
  private final InstantSource clock;

  private OAuth2Setup(OAuth2Settings settings, Path data, Vertx vertx, int waitingMax, Ticker nanos, InstantSource clock) {
    this.settings = settings;
    this.data = data;
    this.vertx = vertx;
    this.waitingMax = waitingMax;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Opens the back end; asks the provider, but does not wait for it.
   *
   * @param data       what relative paths are relative to
   * @param waitingMax tokens that may wait to be checked
   * @throws BackendSetupException if a setting cannot be used; the message names it
   */
  public static OAuth2Backend open(OAuth2Settings settings, Path data, Vertx vertx, int waitingMax) {
    return open(settings, data, vertx, waitingMax, Ticker.systemTicker(), InstantSource.system());
  }

  /**
   * With other clocks.
   *
   * @param nanos tells how old keys and answers are
   * @param clock tells whether tokens are valid
   */
  static OAuth2Backend open(OAuth2Settings settings, Path data, Vertx vertx, int waitingMax, Ticker nanos, InstantSource clock) {
    return new OAuth2Setup(settings, data, vertx, waitingMax, nanos, clock).open();
  }

  private OAuth2Backend open() {
    boolean signed = settings.validate().equals("jwt");
    Optional<URI> direct = signed ? uri("jwksUri", settings.jwksUri()) : uri("introspectionUri", settings.introspectionUri());
    boolean found = direct.isEmpty();
    requireIssuer(signed, found);
    if (settings.audiences().isEmpty() && settings.scopes().isEmpty()) {
      throw new BackendSetupException("oauth2.audiences and oauth2.scopes are empty: a token for any other service of this provider"
          + " would open a mailbox; expected the audience or a scope that tokens for mail have");
    }
    Set<SignatureAlgorithm> algorithms = algorithms();
    Optional<ClientSecret> secret = secret();
    var http = new ProviderHttp(vertx, Duration.ofMillis(settings.timeoutMs()), settings.answerBytesMax(), ca());
    var work = new WorkQueue("auth-oauth2", 1, waitingMax);
    Supplier<Uni<URI>> endpoint = () -> direct.map(uri -> Uni.createFrom().item(uri)).orElseGet(
        () -> new Discovery(http, settings.issuer()).find(signed ? "jwks_uri" : "introspection_endpoint"));
    TokenCheck tokens = signed
        ? new SignedTokens(refreshed(() -> keys(endpoint, http, work, algorithms)), algorithms, rules(), work)
        : new IntrospectedTokens(refreshed(endpoint), http, secret, rules(), work, Duration.ofSeconds(settings.cacheSeconds()),
            settings.cacheEntriesMax(), nanos);
    return new OAuth2Backend(tokens, advice(found), settings.usersAreListed(), http, work).prepared();
  }

  private Uni<SigningKeys> keys(Supplier<Uni<URI>> endpoint, ProviderHttp http, WorkQueue work, Set<SignatureAlgorithm> algorithms) {
    return endpoint.get().chain(http::get).chain(set -> work.run(() -> SigningKeys.of(set, algorithms, vertx)));
  }

  private <T> Refreshed<T> refreshed(Supplier<Uni<T>> source) {
    var ages = new Refreshed.Ages(Duration.ofSeconds(settings.keysMaxAgeSeconds()), USABLE, Duration.ofSeconds(settings.keysPauseSeconds()));
    return new Refreshed<>(source, ages, nanos::read);
  }

  private ClaimRules rules() {
    Set<String> domains = settings.stripDomains().stream().map(domain -> domain.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return new ClaimRules(Optional.of(settings.issuer()).filter(issuer -> !issuer.isEmpty()), Set.copyOf(settings.audiences()),
        Set.copyOf(settings.scopes()), settings.userClaim(), domains, settings.clockSkewSeconds(), clock);
  }

  private TokenAdvice advice(boolean found) {
    return new TokenAdvice(Optional.of(String.join(" ", settings.scopes())).filter(scope -> !scope.isEmpty()),
        found ? Optional.of(Discovery.address(settings.issuer())) : Optional.empty());
  }

  private void requireIssuer(boolean signed, boolean found) {
    if (settings.issuer().isEmpty() && (signed || found)) {
      throw new BackendSetupException("oauth2.issuer is empty; expected the provider's address, such as https://login.example.org/realms/mail");
    }
    if (found) {
      uri("issuer", settings.issuer());
    }
  }

  private static Optional<URI> uri(String key, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ProviderUri.parse(text).orElseThrow(() -> new BackendSetupException(
        "oauth2." + key + " is \"" + text + "\", expected an https:// address (http:// only on this machine)")));
  }

  private Set<SignatureAlgorithm> algorithms() {
    var algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
    for (String name : settings.algorithms()) {
      algorithms.add(SignatureAlgorithm.of(name).orElseThrow(() -> new BackendSetupException(
          "oauth2.algorithms: \"" + name + "\" is not one that can be accepted; expected some of " + EnumSet.allOf(SignatureAlgorithm.class))));
    }
    return algorithms;
  }

  private Optional<ClientSecret> secret() {
    if (settings.clientId().isEmpty() && settings.clientSecretFile().isEmpty()) {
      return Optional.empty();
    }
    if (settings.clientId().isEmpty() || settings.clientSecretFile().isEmpty()) {
      throw new BackendSetupException("oauth2.clientId and oauth2.clientSecretFile: one is empty; expected both or neither");
    }
    var secret = new ClientSecret(settings.clientId(), data.resolve(settings.clientSecretFile()));
    try {
      secret.authorization();
      return Optional.of(secret);
    } catch (IOException unusable) {
      throw new BackendSetupException("oauth2.clientSecretFile cannot be read: " + unusable.getMessage(), unusable);
    }
  }

  private Optional<Path> ca() {
    if (settings.caFile().isEmpty()) {
      return Optional.empty();
    }
    Path file = data.resolve(settings.caFile()).toAbsolutePath();
    try (InputStream in = Files.newInputStream(file)) {
      if (!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        return Optional.of(file);
      }
      throw new BackendSetupException("oauth2.caFile: " + file + " has no certificate");
    } catch (IOException | GeneralSecurityException unusable) {
      throw new BackendSetupException("oauth2.caFile: " + file + " cannot be read as PEM certificates: " + unusable.getMessage(), unusable);
    }
  }
}
