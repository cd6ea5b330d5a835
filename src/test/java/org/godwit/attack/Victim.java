package org.godwit.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A user who works, and now and then connects anew with TLS: how long each command takes, from here. */
final class Victim implements AutoCloseable {

  static final String ADDRESS = "127.0.0.5";
  static final int MESSAGES = 20;
  private static final int COMMANDS_PER_LOGIN = 50;

  private final AttackedServer server;
  private final SSLContext tls;
  private final Wire wire;

  Victim(AttackedServer server, SSLContext tls) throws IOException {
    this.server = server;
    this.tls = tls;
    wire = Wire.connect(ADDRESS, server.imap());
    wire.line();
    require(wire.imap("LOGIN " + AttackedServer.VICTIM + " pass"));
    require(wire.imap("SELECT INBOX"));
  }

  /** Times in milliseconds, in order of size. */
  record Times(List<Double> commands, List<Double> logins) {

    static double at(List<Double> sorted, double share) {
      return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%8.2f %8.2f %8.2f %8.1f", at(commands, 0.5), at(commands, 0.99), commands.getLast(), logins.getLast());
    }
  }

  /** Gives so many commands, one after the other. */
  Times work(int commands) throws IOException {
    var times = new ArrayList<Double>();
    var logins = new ArrayList<Double>();
    for (int i = 0; i < commands; i++) {
      int number = 1 + i % MESSAGES;
      String command = switch (i % 5) {
        case 0 -> "NOOP";
        case 1 -> "STATUS INBOX (MESSAGES UNSEEN)";
        case 2 -> "FETCH 1:* (FLAGS ENVELOPE)";
        case 3 -> "FETCH " + number + " BODY.PEEK[]";
        default -> "STORE " + number + (i % 2 == 0 ? " +" : " -") + "FLAGS (\\Flagged)";
      };
      long began = System.nanoTime();
      require(wire.imap(command));
      times.add(since(began));
      if (i % COMMANDS_PER_LOGIN == COMMANDS_PER_LOGIN - 1) {
        logins.add(login());
      }
    }
    times.sort(null);
    logins.sort(null);
    return new Times(times, logins);
  }

  private double login() throws IOException {
    long began = System.nanoTime();
    try (var another = Wire.connect(ADDRESS, server.imaps(), tls)) {
      another.line();
      require(another.imap("LOGIN " + AttackedServer.VICTIM + " pass"));
      require(another.imap("SELECT INBOX"));
      require(another.imap("LOGOUT"));
    } catch (IOException refused) {
      if (!refused.getMessage().startsWith("* BYE Logging out")) {
        throw refused;
      }
    }
    return since(began);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static void require(String tagged) throws IOException {
    if (!tagged.startsWith("OK")) {
      throw new IOException("the victim was told " + tagged);
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
