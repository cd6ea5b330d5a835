package org.godwit.tool;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.godwit.auth.Password;

/** Asks for a new password: at a terminal twice and without echo, otherwise the first line of standard input. */
final class PasswordInput {

  private PasswordInput() {}

  static Password read(String user) {
    Console console = System.console();
    Password password = Password.of(console != null && console.isTerminal() ? ask(console, user) : firstLine());
    if (!password.isUsable()) {
      throw new ToolFailure("expected a password of 1 to " + Password.LENGTH_MAX + " characters"
          + " (at a terminal, or as the first line of standard input)");
    }
    return password;
  }

  private static String ask(Console console, String user) {
    String password = answer(console, "Password of " + user + ": ");
    if (!password.equals(answer(console, "The same again: "))) {
      throw new ToolFailure("the two passwords differ; nothing was changed");
    }
    return password;
  }

  private static String answer(Console console, String question) {
    char[] answer = console.readPassword("%s", question);
    return answer == null ? "" : new String(answer);
  }

  private static String firstLine() {
    try {
      String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException failed) {
      throw new ToolFailure("cannot read the password from standard input: " + failed.getMessage());
    }
  }
}
