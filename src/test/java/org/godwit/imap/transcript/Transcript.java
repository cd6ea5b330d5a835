package org.godwit.imap.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transcript as src/test/resources/transcripts/README.md describes it, read from its file.
 *
 * @param name path below the transcripts
 * @param headers by lower-case name
 * @param moves in the order of the file
 */
public record Transcript(String name, Map<String, String> headers, List<Move> moves) {

  /** What one side does. */
  public sealed interface Move {

    /** Number of the line in the file. */
    int line();

    /** The client of a connection sends this; {@code text} may hold variables. */
    record Send(int line, int connection, Text text) implements Move {
    }

    /** The server must answer with these responses, in any order. Mostly it is one. */
    record Expect(int line, int connection, List<Text> responses) implements Move {
    }

    /** The server must close the connection. */
    record Closed(int line, int connection) implements Move {
    }

    /** Both sides compress from here on. */
    record Compress(int line, int connection) implements Move {
    }

    /** Both sides encrypt from here on: the client begins the handshake, with that user's certificate if it is not empty. */
    record StartTls(int line, int connection, String certificate) implements Move {
    }

    /** A command that prepares the ground: must end in OK, its responses do not matter. */
    record Do(int line, Text command) implements Move {
    }
  }

  /**
   * Lines with literals between them: {@code lines} is one longer than {@code literals}, and each but the last ends in
   * an announcement.
   */
  public record Text(List<String> lines, List<String> literals) {
  }

  private static final Pattern LINE = Pattern.compile("(C|S|do)(\\d?)(\\*:|[:|>]|)(?: (.*))?");

  /** Reads a file. */
  public static Transcript read(Path root, Path file) throws IOException {
    var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    var headers = new HashMap<String, String>();
    int at = 0;
    while (at < lines.size() && !lines.get(at).isBlank()) {
      var line = lines.get(at++);
      int colon = line.indexOf(':');
      if (line.startsWith("#")) {
        continue;
      }
      if (colon < 0) {
        throw new IllegalArgumentException(file + ":" + at + ": a header is \"Name: value\", a blank line ends them");
      }
      headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
    }
    if (!headers.containsKey("rfc")) {
      throw new IllegalArgumentException(file + ": no RFC header");
    }
    return new Transcript(root.relativize(file).toString(), headers, new Reader(file, lines, at).moves());
  }

  /** A header's value. */
  public String header(String name, String otherwise) {
    return headers.getOrDefault(name, otherwise);
  }

  /** Reads moves. */
  private static final class Reader {

    private final Path file;
    private final List<String> lines;
    private final List<Move> moves = new ArrayList<>();
    private int at;

    Reader(Path file, List<String> lines, int at) {
      this.file = file;
      this.lines = lines;
      this.at = at;
    }

    List<Move> moves() {
      while (at < lines.size()) {
        var line = lines.get(at);
        if (line.isBlank() || line.startsWith("#")) {
          at++;
        } else {
          move();
        }
      }
      return moves;
    }

    private void move() {
      int number = at + 1;
      var line = match();
      int connection = line.group(2).isEmpty() ? 1 : Integer.parseInt(line.group(2));
      String mark = line.group(3);
      if (mark.isEmpty()) {
        moves.add(switch (line.group(1) + " " + line.group(4)) {
          case "S closed" -> new Move.Closed(number, connection);
          case "C compress" -> new Move.Compress(number, connection);
          case "C starttls" -> new Move.StartTls(number, connection, "");
          case String as when as.startsWith("C starttls as ") -> new Move.StartTls(number, connection, as.substring(14));
          default -> throw bad("neither a move nor a comment");
        });
        at++;
      } else if (line.group(1).equals("S")) {
        expect(number, connection, mark.equals("*:"));
      } else if (line.group(1).equals("C")) {
        moves.add(new Move.Send(number, connection, text("C" + line.group(2))));
      } else {
        moves.add(new Move.Do(number, text("do")));
      }
    }

    private void expect(int number, int connection, boolean anyOrder) {
      var side = match().group(1) + match().group(2);
      var responses = new ArrayList<Text>();
      do {
        responses.add(text(side));
      } while (anyOrder && at < lines.size() && lines.get(at).startsWith(side + "*:"));
      moves.add(new Move.Expect(number, connection, responses));
    }

    /** A line, and as long as an announcement ends it the literal and the next line. */
    private Text text(String side) {
      var texts = new ArrayList<String>();
      var literals = new ArrayList<String>();
      var text = rest();
      while (at < lines.size() && (lines.get(at).startsWith(side + "|") || lines.get(at).startsWith(side + ">"))) {
        var literal = new StringBuilder();
        while (at < lines.size() && (lines.get(at).startsWith(side + "|") || lines.get(at).startsWith(side + ">"))) {
          boolean ended = lines.get(at).startsWith(side + "|");
          literal.append(rest()).append(ended ? "\r\n" : "");
        }
        literals.add(literal.toString());
        texts.add(text);
        if (at >= lines.size() || !lines.get(at).startsWith(side + ":")) {
          throw bad("behind a literal the line must go on with \"" + side + ":\"");
        }
        text = rest();
      }
      texts.add(text);
      return new Text(texts, literals);
    }

    private String rest() {
      var rest = match().group(4);
      at++;
      return rest == null ? "" : rest;
    }

    private Matcher match() {
      var matcher = LINE.matcher(lines.get(at));
      if (!matcher.matches()) {
        throw bad("neither a move nor a comment");
      }
      return matcher;
    }

    private IllegalArgumentException bad(String why) {
      return new IllegalArgumentException(file + ":" + (at + 1) + ": " + why);
    }
  }
}
