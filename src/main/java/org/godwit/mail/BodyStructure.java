package org.godwit.mail;

import java.util.List;
import java.util.Objects;

/**
 * BODYSTRUCTURE (RFC 9051, 7.5.2) as a tree. Strings hold raw octets (ISO-8859-1, one character per octet).
 * The tree is as deep as the parser allows (at most 100), so walking it may recurse.
 */
public sealed interface BodyStructure {
  /**
   * One MIME parameter, its name as in the header.
   */
  record Parameter(String name, String value) {}

  /**
   * The fields that every kind of part may have, most of them extension data. Null for an absent field.
   *
   * @param parameters of Content-Type
   * @param disposition the type of Content-Disposition; null when absent
   * @param dispositionParameters of Content-Disposition
   * @param languages of Content-Language
   */
  record Extension(List<Parameter> parameters, String md5, String disposition,
      List<Parameter> dispositionParameters, List<String> languages, String location) {
    /** Nothing at all. */
    public static final Extension NONE = new Extension(List.of(), null, null, List.of(), List.of(), null);
  }

  /**
   * The basic fields of a part that is not a multipart.
   *
   * @param id Content-ID or null
   * @param description Content-Description or null
   * @param encoding Content-Transfer-Encoding, never null
   * @param octets size of the body in its transfer encoding
   */
  record Basic(String type, String subtype, String id, String description, String encoding, long octets) {
    public Basic {
      Objects.requireNonNull(encoding);
    }
  }

  /** {@code body-type-mpart}; {@code parts} is never empty. */
  record Multipart(List<BodyStructure> parts, String subtype, Extension extension) implements BodyStructure {
    public Multipart {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a multipart needs a part");
      }
    }
  }

  /** {@code body-type-text} when the type is TEXT, else {@code body-type-basic}; {@code lines} only matters for TEXT. */
  record Leaf(Basic basic, long lines, Extension extension) implements BodyStructure {}

  /** {@code body-type-msg}: an embedded message. */
  record Message(Basic basic, Envelope envelope, BodyStructure body, long lines, Extension extension)
      implements BodyStructure {}

  /**
   * The wire form of BODYSTRUCTURE with the cuts that turn it into BODY.
   *
   * @param cuts varint pairs: octets to keep since the last cut, octets to leave out
   */
  record Wire(byte[] bytes, byte[] cuts) {}

  /** The wire form. */
  default Wire toWire() {
    return new BodyStructureWriter().write(this);
  }
}
