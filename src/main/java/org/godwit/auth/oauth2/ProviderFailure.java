package org.godwit.auth.oauth2;

/** The provider could not be asked, or what it said is no answer. The message is one line and holds neither tokens nor secrets. */
final class ProviderFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderFailure(String message) {
    super(message);
  }
}
