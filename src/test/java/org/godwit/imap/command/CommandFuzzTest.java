package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends is a command or a ParseException fit to be sent back, in time proportional to its length. */
class CommandFuzzTest {

  private static final List<ParseContext> CONTEXTS =
      List.of(Commands.REV1, Commands.REV2, new ParseContext(true, '.'), new ParseContext(false, '.'));

  private static final List<String> VALID = List.of(
      "NOOP", "ID (\"name\" \"x\" \"version\" NIL)", "AUTHENTICATE PLAIN AHRlc3QAdGVzdA==", "LOGIN {4}\r\nuser \"pass\\\"word\"",
      "ENABLE CONDSTORE UTF8=ACCEPT", "COMPRESS DEFLATE",
      "SELECT inbox (CONDSTORE QRESYNC (67890007 90060115205545359 41:211,214:541 (5,10 7,15)))",
      "EXAMINE &U,BTFw-", "CREATE a/b/ (USE (\\Sent \\Drafts))", "RENAME {3}\r\na/b \"c d\"",
      "LIST (SUBSCRIBED RECURSIVEMATCH REMOTE) \"\" (\"a/%\" b*) RETURN (CHILDREN STATUS (MESSAGES SIZE) SPECIAL-USE)",
      "LSUB \"#news.\" comp.%", "STATUS INBOX (MESSAGES UIDNEXT HIGHESTMODSEQ MAILBOXID)",
      "APPEND x (\\Seen $Junk) \" 7-Feb-1994 21:52:25 -0800\" {5}\r\nhello UTF8 (~{3}\r\na\u0000b) {0}\r\n",
      "UID REPLACE 4 Drafts (\\Seen) {2+}\r\nab", "UID EXPUNGE 3000:3002,*",
      "SEARCH RETURN (MIN MAX COUNT SAVE PARTIAL -1:-100) CHARSET UTF-8 OR (NOT SEEN 1:5,9) SUBJECT {3}\r\nabc UID $",
      "SEARCH MODSEQ \"/flags/\\\\draft\" all 5 SINCE \"1-Feb-1994\" SAVEDON 2-Mar-2020 OLDER 5 KEYWORD $x EMAILID M1 LARGER 7",
      "UID SORT RETURN (COUNT) (REVERSE DATE SUBJECT DISPLAYFROM) UTF-8 HEADER Message-ID \"<x>\"",
      "THREAD REFERENCES US-ASCII TEXT gewp FROM a BCC b",
      "FETCH 1:* (FLAGS BODY[1.2.HEADER.FIELDS.NOT (DATE \"x y\")]<0.100> BINARY.PEEK[1]<5.6> BINARY.SIZE[2] PREVIEW (LAZY) RFC822)",
      "UID FETCH 1:5 ALL (CHANGEDSINCE 5 VANISHED PARTIAL 1:50)", "FETCH 2 BODY.PEEK[MIME]",
      "STORE 1:5 (UNCHANGEDSINCE 12) +FLAGS.SILENT (\\Deleted $Forwarded)", "UID STORE $ -FLAGS \\Seen \\Draft",
      "UID MOVE 42:69 \"a.b\"", "COPY *:4,5:7 MEETING");

  @Test
  void validOnesAreValid() {
    for (String command : VALID) {
      if (!command.contains("MIME")) {
        Commands.parse(command, Commands.REV1);
      }
    }
  }

  @Property(tries = 3000)
  void mutatedCommands(@ForAll("valid") String command, @ForAll long seed) {
    survives("t1 " + mutated(command, new Random(seed)));
  }

  @Property(tries = 1500)
  void commandsCutAnywhere(@ForAll("valid") String command, @ForAll long seed) {
    survives("t1 " + command.substring(0, new Random(seed).nextInt(command.length() + 1)));
  }

  @Property(tries = 1500)
  void randomOctets(@ForAll @Size(max = 100) byte[] octets) {
    survives(new String(octets, StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 1500)
  void randomWordsBehindEveryCommand(@ForAll("names") String name, @ForAll("arguments") String arguments) {
    survives("t " + name + " " + arguments);
  }

  @Provide
  Arbitrary<String> valid() {
    return Arbitraries.of(VALID);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(CommandTable.all().stream().map(CommandSpec::name).sorted().toList());
  }

  @Provide
  Arbitrary<String> arguments() {
    return Arbitraries.of("(", ")", " ", "\"", "\\", "1", "*", ":", ",", "$", "[", "]", "<", ">", ".", "-", "&", "INBOX", "a/b",
        "%", "{1}\r\nx", "~{2}\r\nxy", "{0}\r\n", "BODY", "HEADER.FIELDS", "RETURN", "NOT", "OR", "UID", "FLAGS", "1-Jan-2020",
        "UTF-8", "CHARSET", "\\Seen", "NIL", "\u00e9", "\0", "\t", "+FLAGS", "PARTIAL", "18446744073709551616").list()
        .ofMaxSize(30).map(words -> String.join("", words));
  }

  private static String mutated(String command, Random random) {
    var text = new StringBuilder(command);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        case 3 -> text.insert(at, " ()\"{}[]<>\\*%&$~".charAt(random.nextInt(16)));
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
      }
    }
    return text.toString();
  }

  private static void survives(String octets) {
    CommandBytes bytes = Commands.bytes(octets);
    for (ParseContext context : CONTEXTS) {
      try {
        ParsedCommand parsed = CommandParser.parse(bytes, context);
        assertThat(parsed.command()).isNotNull();
        assertThat(parsed.toString()).isNotEmpty();
      } catch (ParseException e) {
        Commands.assertSendable(e);
        e.code().ifPresent(code -> assertThat(code).matches("[ -\\\\^-~]{1,100}"));
        e.tag().ifPresent(tag -> assertThat(octets).startsWith(tag));
      }
    }
    LiteralPolicy.classify(bytes);
  }

  @Test
  void longCommandsTakeLittleTime() {
    int n = 20_000;
    List<String> hostile = new ArrayList<>(List.of("(", ")", "\"", "\\", " ", "1,", "1:", "*", "$ ", "NOT ", "OR SEEN ", "OR OR ", "a",
        "BODY[1.", "BODY[] ", "(SEEN ", "KEYWORD x ", "%", "*%", "&-", "&AOk-", "\\Seen ", "x ", "\"a\" NIL ", "UID ", "SEEN "));
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
      for (String piece : hostile) {
        for (CommandSpec spec : CommandTable.all()) {
          survives("t " + spec.name() + " " + piece.repeat(n / piece.length()));
          survives("t " + spec.name() + " 1 (" + piece.repeat(n / piece.length()));
        }
      }
    });
  }
}
