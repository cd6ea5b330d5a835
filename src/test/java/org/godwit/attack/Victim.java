package org.godwit.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Users who work over IMAP and POP3, an MTA that delivers over LMTP, and now and then a user who connects anew with TLS, and one who comes
 * from an address for the first time: how long each command takes, from here.
 */
final class Victim implements AutoCloseable {

  static final String ADDRESS = "127.0.0.5";
  static final int MESSAGES = 20;
  private static final int COMMANDS_PER_LOGIN = 50;
  private static final byte[] MAIL = AttackedServer.message(3000);

  private final AttackedServer server;
  private final SSLContext tls;
  private final Wire imap;
  private final Wire pop3;
  private final Wire lmtp;
  private int newcomers;
  private int refused;

  Victim(AttackedServer server, SSLContext tls) throws IOException {
    this.server = server;
    this.tls = tls;
    imap = Wire.connect(ADDRESS, server.imap());
    imap.line();
    require(imap.imap("LOGIN " + AttackedServer.VICTIM + " pass"));
    require(imap.imap("SELECT INBOX"));
    pop3 = Wire.connect(ADDRESS, server.pop3());
    pop3.line();
    pop3("USER " + AttackedServer.VICTIM, false);
    pop3("PASS pass", false);
    lmtp = Wire.connect(ADDRESS, server.lmtp());
    lmtp.line();
    lmtp("LHLO victim.example");
  }

  /** Gives so many commands of each protocol, one after the other. */
  Times work(int commands) throws IOException {
    var times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < commands; i++) {
      int number = 1 + i % MESSAGES;
      String command = imapCommand(i, number);
      times.imap().add(took(() -> require(imap.imap(command))));
      times.pop3().add(took(() -> pop3Command(number)));
      if (i % 5 == 0) {
        times.lmtp().add(took(this::deliver));
      }
      if (i % COMMANDS_PER_LOGIN == COMMANDS_PER_LOGIN - 1) {
        times.logins().add(took(() -> login(ADDRESS)));
        newcomers++;
        String elsewhere = "127.0." + (1 + newcomers / 250) + "." + (1 + newcomers % 250);
        times.newcomers().add(took(() -> newcomer(elsewhere)));
      }
    }
    return times.sorted();
  }

  private static String imapCommand(int i, int number) {
    return switch (i % 5) {
      case 0 -> "NOOP";
      case 1 -> "STATUS INBOX (MESSAGES UNSEEN)";
      case 2 -> "FETCH 1:* (FLAGS ENVELOPE)";
      case 3 -> "FETCH " + number + " BODY.PEEK[]";
      default -> "STORE " + number + (i % 2 == 0 ? " +" : " -") + "FLAGS (\\Flagged)";
    };
  }

  private void pop3Command(int number) throws IOException {
    switch (number % 4) {
      case 0 -> pop3("STAT", false);
      case 1 -> pop3("LIST", true);
      case 2 -> pop3("UIDL", true);
      default -> pop3("RETR " + number, true);
    }
  }

  private void pop3(String command, boolean lines) throws IOException {
    pop3.send(command + "\r\n");
    String answer = pop3.line();
    if (!answer.startsWith("+OK")) {
      throw new IOException("the victim was told " + answer);
    }
    while (lines && !pop3.line().equals(".")) {
      // the next
    }
  }

  private void deliver() throws IOException {
    lmtp("MAIL FROM:<a@b.example>");
    lmtp("RCPT TO:<" + AttackedServer.RECIPIENT + ">");
    lmtp("DATA");
    lmtp.send(MAIL);
    lmtp(".");
  }

  private void lmtp(String command) throws IOException {
    lmtp.send((command + "\r\n").getBytes(US_ASCII));
    String reply = lmtp.line();
    while (reply.charAt(3) == '-') {
      reply = lmtp.line();
    }
    if (reply.charAt(0) > '3') {
      throw new IOException("the MTA was told " + reply);
    }
  }

  private void login(String from) throws IOException {
    try (var another = Wire.connect(from, server.imaps(), tls)) {
      another.line();
      require(another.imap("LOGIN " + AttackedServer.VICTIM + " pass"));
      require(another.imap("SELECT INBOX"));
      require(another.imap("LOGOUT"));
    } catch (IOException refused) {
      if (!refused.getMessage().startsWith("* BYE Logging out")) {
        throw refused;
      }
    }
  }

  /** Whom nothing tells apart from one who guesses: it may have to come again later. */
  private void newcomer(String from) {
    try {
      login(from);
    } catch (IOException turnedAway) {
      refused++;
    }
  }

  /** Newcomers who were not let in so far. */
  int refused() {
    return refused;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double took(Work work) throws IOException {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static void require(String tagged) throws IOException {
    if (!tagged.startsWith("OK")) {
      throw new IOException("the victim was told " + tagged);
    }
  }

  @Override
  public void close() {
    List.of(imap, pop3, lmtp).forEach(Wire::close);
  }
}
