package org.godwit.mime;

/**
 * One entity of a message: the message itself, a body part, or a message embedded in a part. All offsets are octets from
 * the start of the outermost message.
 *
 * @param kind what the parser made of it
 * @param type media type and subtype as declared or by default, lower case, such as {@code text/plain}
 * @param charset the charset parameter, lower case; empty when there is none
 * @param encoding the transfer encoding of the body
 * @param attachment true when Content-Disposition says attachment
 * @param headerStart where its header begins (the MIME header of a body part, the message header of a message)
 * @param bodyStart where its body begins, which is where the header with its blank line ends
 * @param bodyEnd where its body ends; the line end before a boundary belongs to the boundary
 * @param lines line ends in the body
 * @param childCount number of direct children: parts of a multipart, the one embedded message of a MESSAGE
 */
public record Part(Kind kind, String type, String charset, TransferEncoding encoding, boolean attachment,
    long headerStart, long bodyStart, long bodyEnd, long lines, int childCount) {
  /** How a part nests. The ordinal is stored in summaries: never reorder. */
  public enum Kind {
    /** Opaque content, whatever its type says. */
    LEAF,
    /** A multipart with at least one part. */
    MULTIPART,
    /** message/rfc822 or message/global in an identity encoding: holds one message. */
    MESSAGE
  }

  /** The header with its blank line. */
  public OctetRange header() {
    return new OctetRange(headerStart, bodyStart);
  }

  /** The body, transfer encoding untouched. */
  public OctetRange body() {
    return new OctetRange(bodyStart, bodyEnd);
  }

  /** True for text of any subtype that is not nested. */
  public boolean isText() {
    return kind == Kind.LEAF && type.startsWith("text/");
  }
}
