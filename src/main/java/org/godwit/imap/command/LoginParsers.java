package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands about who the user is and what the connection can do. */
final class LoginParsers {

  private LoginParsers() {}

  /** {@code login = "LOGIN" SP userid SP password} */
  static ImapCommand login(CommandReader in) throws ParseException {
    String user = in.expect("user name").astring(StandardCharsets.UTF_8);
    String password = in.expect("password").astring(StandardCharsets.UTF_8);
    return new ImapCommand.Login(user, password);
  }

  /**
   * {@code authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]}, {@code initial-resp = base64 / "="} (RFC 9051, 6.2.2).
   */
  static ImapCommand authenticate(CommandReader in) throws ParseException {
    String mechanism = in.expect("authentication mechanism").atom().toUpperCase(Locale.ROOT);
    if (!in.more()) {
      return new ImapCommand.Authenticate(mechanism, Optional.empty());
    }
    String encoded = in.expect("initial response").run(c -> c > ' ' && c < 127);
    return new ImapCommand.Authenticate(mechanism, Optional.of(initialResponse(in, encoded)));
  }

  private static byte[] initialResponse(CommandReader in, String encoded) throws ParseException {
    if (encoded.equals("=")) {
      return new byte[0];
    }
    try {
      if (encoded.length() % 4 == 0) {
        return Base64.getDecoder().decode(encoded);
      }
    } catch (IllegalArgumentException e) {
      // answered below
    }
    throw in.invalid("not base64");
  }

  /** {@code enable = "ENABLE" 1*(SP capability)}, {@code capability = atom} */
  static ImapCommand enable(CommandReader in) throws ParseException {
    List<String> capabilities = new ArrayList<>();
    do {
      capabilities.add(in.expect("capability").atom().toUpperCase(Locale.ROOT));
    } while (in.more());
    return new ImapCommand.Enable(List.copyOf(capabilities));
  }

  /** {@code compress = "COMPRESS" SP algorithm} (RFC 4978, 5) */
  static ImapCommand compress(CommandReader in) throws ParseException {
    return new ImapCommand.Compress(in.expect("compression algorithm").keyword());
  }
}
