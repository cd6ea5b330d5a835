package org.godwit.imap.session;

import java.util.ArrayList;
import java.util.List;
import org.godwit.imap.command.CommandBytes;
import org.godwit.imap.command.Literal;
import org.godwit.wire.LiteralSink;
import org.godwit.wire.Part;

/** From the parts that the wire delivers to what the parser takes. */
final class ReceivedCommand {

  private ReceivedCommand() {
  }

  /** The sinks among the parts. */
  static List<LiteralSink> sinks(List<Part> parts) {
    var found = new ArrayList<LiteralSink>();
    for (var part : parts) {
      if (part instanceof Part.Streamed streamed) {
        found.add(streamed.sink());
      }
    }
    return found;
  }

  /** A command, or what there is of it up to the announcement of a literal. */
  static CommandBytes bytes(List<Part> parts) {
    var lines = new ArrayList<byte[]>();
    var literals = new ArrayList<Literal>();
    for (var part : parts) {
      switch (part) {
        case Part.Text(byte[] octets) -> lines.add(octets);
        case Part.Literal(byte[] octets, boolean binary) -> literals.add(Literal.of(octets));
        case Part.Streamed(LiteralSink sink, long size, boolean binary) -> literals.add(new StreamedLiteral(sink, size));
      }
    }
    return new CommandBytes(lines, literals);
  }
}
