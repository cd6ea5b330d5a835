package org.godwit.pop3.command;

import java.util.Optional;
import java.util.OptionalInt;

/** A command, parsed. What is secret in one is not in its text. */
public sealed interface Pop3Command {

  /** CAPA (RFC 2449, 5). */
  record Capa() implements Pop3Command {}

  /** STLS (RFC 2595, 4). */
  record Stls() implements Pop3Command {}

  /** UTF8 (RFC 6856, 2.1). */
  record Utf8() implements Pop3Command {}

  /** LANG (RFC 6856, 3). @param range a language range or {@code *}; absent: which are there? */
  record Lang(Optional<String> range) implements Pop3Command {}

  /** USER (RFC 1939, 7). */
  record User(String name) implements Pop3Command {}

  /** PASS (RFC 1939, 7). */
  record Pass(String password) implements Pop3Command {
    @Override
    public String toString() {
      return "Pass";
    }
  }

  /** APOP (RFC 1939, 7). @param digest as the client wrote it */
  record Apop(String name, String digest) implements Pop3Command {
    @Override
    public String toString() {
      return "Apop[name=" + name + "]";
    }
  }

  /** AUTH (RFC 5034, 4). @param mechanism in upper case; absent: which are there? */
  record Auth(Optional<String> mechanism, Optional<byte[]> initialResponse) implements Pop3Command {
    @Override
    public String toString() {
      return "Auth[mechanism=" + mechanism + "]";
    }
  }

  /** STAT (RFC 1939, 5). */
  record Stat() implements Pop3Command {}

  /** LIST (RFC 1939, 5). */
  record List(OptionalInt message) implements Pop3Command {}

  /** UIDL (RFC 1939, 7). */
  record Uidl(OptionalInt message) implements Pop3Command {}

  /** RETR (RFC 1939, 5). */
  record Retr(int message) implements Pop3Command {}

  /** TOP (RFC 1939, 7). @param lines of the body */
  record Top(int message, int lines) implements Pop3Command {}

  /** DELE (RFC 1939, 5). */
  record Dele(int message) implements Pop3Command {}

  /** RSET (RFC 1939, 5). */
  record Rset() implements Pop3Command {}

  /** NOOP (RFC 1939, 5). */
  record Noop() implements Pop3Command {}

  /** QUIT (RFC 1939, 4 and 6). */
  record Quit() implements Pop3Command {}
}
