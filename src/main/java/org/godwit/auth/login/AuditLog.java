package org.godwit.auth.login;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every attempt to log in, of a form that does not change (README, "Logging in"):
 *
 * <pre>login RESULT address=A protocol=P mechanism=M user="U" reason="R"</pre>
 *
 * RESULT is accepted, rejected, unavailable or delayed. What a client wrote stands last, between quotes, with everything unusual
 * in it replaced: it can neither end the line nor look like an address in front of it.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("godwit.auth");
  private static final int TEXT_MAX = 200;

  private AuditLog() {}

  static void accepted(LoginAttempt attempt, String account) {
    LOG.info("{}", line("accepted", attempt, account.equals(attempt.user()) ? "" : "as " + account));
  }

  static void rejected(LoginAttempt attempt, String reason) {
    LOG.warn("{}", line("rejected", attempt, reason));
  }

  static void unavailable(LoginAttempt attempt, String reason) {
    LOG.error("{}", line("unavailable", attempt, reason));
  }

  static void delayed(LoginAttempt attempt, String reason) {
    LOG.warn("{}", line("delayed", attempt, reason));
  }

  static String line(String result, LoginAttempt attempt, String reason) {
    return "login " + result + " address=" + address(attempt) + " protocol=" + attempt.channel().protocol()
        + " mechanism=" + attempt.mechanism() + " user=\"" + printable(attempt.user()) + "\" reason=\"" + printable(reason) + "\"";
  }

  /** Without the network interface of a link-local one: fail2ban knows none. */
  private static String address(LoginAttempt attempt) {
    return attempt.channel().remote().getHostAddress().replaceFirst("%.*", "");
  }

  private static String printable(String text) {
    return text.codePoints().limit(TEXT_MAX).map(c -> isPlain(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static boolean isPlain(int c) {
    return c != '"' && c != '\\' && c != '=' && c >= ' ' && (c < 0x7F || Character.isLetterOrDigit(c));
  }
}
