package org.godwit.imap.command;

import java.util.List;
import java.util.Optional;

/** One thing FETCH is to tell about a message (RFC 9051, 6.4.5 and the extensions named). */
public sealed interface FetchItem {

  /** An item without arguments. */
  enum Attribute implements FetchItem {
    /** BODY without brackets: BODYSTRUCTURE without extension data. */
    BODY("BODY"),
    BODYSTRUCTURE("BODYSTRUCTURE"),
    /** RFC 8474, 5.1. */
    EMAILID("EMAILID"),
    ENVELOPE("ENVELOPE"),
    FLAGS("FLAGS"),
    INTERNALDATE("INTERNALDATE"),
    /** RFC 7162, 3.1.5. */
    MODSEQ("MODSEQ"),
    RFC822_SIZE("RFC822.SIZE"),
    /** RFC 8514. */
    SAVEDATE("SAVEDATE"),
    /** RFC 8474, 5.2. */
    THREADID("THREADID"),
    UID("UID");

    private final String wire;

    Attribute(String wire) {
      this.wire = wire;
    }

    /** As on the wire. */
    public String wire() {
      return wire;
    }
  }

  /** BODY[section] and BODY.PEEK[section]. */
  record Body(Section section, Optional<Partial> partial, boolean peek) implements FetchItem {}

  /** The old names of RFC 3501: RFC822, RFC822.HEADER, RFC822.TEXT; the answer repeats the name. */
  enum Rfc822 implements FetchItem {
    /** As BODY[]; sets \Seen. */
    RFC822("RFC822", Section.ALL),
    /** As BODY.PEEK[HEADER]. */
    HEADER("RFC822.HEADER", new Section(List.of(), Section.Text.HEADER, List.of())),
    /** As BODY[TEXT]; sets \Seen. */
    TEXT("RFC822.TEXT", new Section(List.of(), Section.Text.TEXT, List.of()));

    private final String wire;
    private final Section section;

    Rfc822(String wire, Section section) {
      this.wire = wire;
      this.section = section;
    }

    /** As on the wire. */
    public String wire() {
      return wire;
    }

    /** The octets it means. */
    public Section section() {
      return section;
    }
  }

  /** BINARY[part] and BINARY.PEEK[part] (RFC 3516); no part number means the message. */
  record Binary(List<Long> part, Optional<Partial> partial, boolean peek) implements FetchItem {}

  /** BINARY.SIZE[part]. */
  record BinarySize(List<Long> part) implements FetchItem {}

  /** RFC 8970. */
  record Preview(boolean lazy) implements FetchItem {}

  /** Whether fetching it sets \Seen (where the mailbox is not read-only). */
  default boolean setsSeen() {
    return switch (this) {
      case Body body -> !body.peek();
      case Binary binary -> !binary.peek();
      case Rfc822 old -> old != Rfc822.HEADER;
      case Attribute _, BinarySize _, Preview _ -> false;
    };
  }
}
