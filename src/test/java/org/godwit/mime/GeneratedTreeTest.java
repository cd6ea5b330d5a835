package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Messages written by a generator that knows where everything is: the parser has to find it there. */
class GeneratedTreeTest {
  /** What the generator wrote: kind, header start, body start, body end. */
  private record Expected(Part.Kind kind, long headerStart, long bodyStart, long bodyEnd) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Expected> expected = new ArrayList<>();
  private Random random;
  private int boundaries;

  @Property(tries = 300)
  void findsEveryPartWhereItWasWritten(@ForAll long seed) {
    random = new Random(seed);
    out.reset();
    expected.clear();
    entity(0, true);
    List<Expected> found = Sections.of(MessageParser.parse(out.toByteArray())).parts().stream()
        .map(part -> new Expected(part.kind(), part.headerStart(), part.bodyStart(), part.bodyEnd())).toList();
    assertThat(found).isEqualTo(expected);
  }

  private void entity(int depth, boolean message) {
    int index = expected.size();
    expected.add(null);
    long headerStart = out.size();
    int choice = depth > 5 ? 0 : random.nextInt(4);
    String boundary = "b" + boundaries++ + (random.nextBoolean() ? " '()+_,-./:=?" : "");
    if (message || random.nextBoolean()) {
      write("X-Some: thing\r\n folded\r\n");
    }
    switch (choice) {
      case 1 -> write("Content-Type: multipart/x;\r\n boundary=\"" + boundary + "\"\r\n");
      case 2 -> write("content-TYPE : message/RFC822\r\n");
      default -> write("Content-Type: text/plain (comment); charset=\"utf-8\"\r\n");
    }
    write("\r\n");
    long bodyStart = out.size();
    switch (choice) {
      case 1 -> multipart(depth, boundary);
      case 2 -> entity(depth + 1, true);
      default -> content();
    }
    Part.Kind kind = choice == 1 ? Part.Kind.MULTIPART : choice == 2 ? Part.Kind.MESSAGE : Part.Kind.LEAF;
    expected.set(index, new Expected(kind, headerStart, bodyStart, out.size()));
  }

  private void multipart(int depth, String boundary) {
    if (random.nextBoolean()) {
      content();
      write("\r\n");
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      write("--" + boundary + (random.nextInt(4) == 0 ? " \t\r\n" : "\r\n"));
      entity(depth + 1, false);
      write("\r\n");
    }
    write("--" + boundary + "--");
    if (random.nextBoolean()) {
      write("\r\nepilogue");
      content();
    }
  }

  private void content() {
    String[] pieces = {"text", "-", "--", "--b", "\r\n", "\r\n\r\n", "--\r\n", "\r", "b0", " ", "\0", "\u00e9", "-\r\n"};
    for (int i = random.nextInt(12); i > 0; i--) {
      write(pieces[random.nextInt(pieces.length)]);
    }
    write(".");
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
