package org.godwit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.godwit.tool.ToolFailure;

/**
 * The account {@code demo} for somebody who looks at Godwit for the first time.
 *
 * @param password in clear: shown once, stored as a hash only
 */
record DemoAccount(String password) {

  static final UserName USER = new UserName("demo");

  /** No letters or digits that look like others: somebody may have to type it. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 3;
  private static final int GROUP_LENGTH = 5;

  /** Delivers the sample messages, then adds the user with a random password. */
  static Uni<DemoAccount> create(Services services, UserFile users) {
    var account = new DemoAccount(randomPassword(new SecureRandom()));
    return Multi.createFrom().iterable(DemoMail.messages())
        .onItem().transformToUniAndConcatenate(message -> services.deliver(USER, message))
        .collect().last()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(() -> account.addTo(users)).replaceWith(account);
  }

  private void addTo(UserFile users) {
    try {
      users.update(table -> table.with(Map.of(USER, PasswordHash.of(Password.of(password)))));
    } catch (IOException failed) {
      throw new ToolFailure("the user demo cannot be added: " + failed.getMessage());
    }
  }

  private static String randomPassword(SecureRandom random) {
    var password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  /**
   * How to reach it, with commands to paste.
   *
   * @param urls where it listens, such as {@code imap://127.0.0.1:1143}
   */
  String invitation(List<String> urls) {
    var reachable = urls.stream().map(url -> url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")).toList();
    return head() + reachable.stream().filter(url -> url.startsWith("imap:")).findFirst().map(this::inClear).orElse("")
        + reachable.stream().filter(url -> url.startsWith("imaps:")).findFirst().map(this::onTls).orElse("");
  }

  private String head() {
    return """

        An account to try it with. The password is shown only this once:

          user      demo
          password  %1$s

        """.formatted(password);
  }

  private String inClear(String url) {
    return """
        Its mailboxes, and its first message:
          curl -u demo:%1$s %2$s/
          curl -u demo:%1$s '%2$s/INBOX;MAILINDEX=1'
        In a mail client:
          mutt -e 'set ssl_starttls=no ssl_force_tls=no' -f imap://demo:%1$s@%5$s/INBOX
        By hand:
          nc -C %3$s %4$s        then type: a login demo %1$s
          openssl s_client -quiet -crlf -starttls imap -connect %5$s
        """.formatted(password, url, host(url), port(url), place(url));
  }

  private String onTls(String url) {
    return """
        On TLS (-k: whoever vouches for the certificate):
          curl -k -u demo:%1$s %2$s/
          openssl s_client -quiet -crlf -connect %3$s        then type: a login demo %1$s
        """.formatted(password, url, place(url));
  }

  /** Host and port. */
  private static String place(String url) {
    return url.substring(url.indexOf("://") + "://".length());
  }

  private static String host(String url) {
    return place(url).replaceFirst("^\\[", "").replaceFirst("\\]?:[0-9]+$", "");
  }

  private static String port(String url) {
    return url.substring(url.lastIndexOf(':') + 1);
  }
}
