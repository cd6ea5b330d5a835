package org.godwit.auth;

import io.smallrye.mutiny.Uni;

/**
 * Knows everybody whose name is not {@code nobody} by the password {@code secret}; cannot tell about {@code later}.
 */
public final class TestAuthenticator implements Authenticator {

  @Override
  public Uni<LoginResult> login(Login login) {
    return Uni.createFrom().item(result(login));
  }

  private static LoginResult result(Login login) {
    if (login.user().equals("later")) {
      return new LoginResult.Unavailable("as asked for");
    }
    boolean oneself = login.authorizationId().isEmpty() || login.authorizationId().equals(login.user());
    boolean known = oneself && !login.user().equals("nobody") && login.password().text().equals("secret");
    return known ? UserName.parse(login.user()).<LoginResult>map(LoginResult.Accepted::new).orElse(new LoginResult.Rejected())
        : new LoginResult.Rejected();
  }
}
