package org.godwit.mime;

import java.util.Arrays;

/**
 * Collects the beginning of the text that a reader would see first, and makes a preview of it (RFC 8970). That is the
 * first text that is no attachment; plain text is preferred to HTML where both are alternatives. One thread.
 */
final class Preview {
  /** Characters (code points) of a preview at most: RFC 8970 recommends 200 and forbids more than 256. */
  static final int CHARACTERS_MAX = 200;
  /** Octets of the part looked at; HTML tends to begin with styles. */
  private static final int PLAIN_BYTES_MAX = 8 * 1024;
  private static final int HTML_BYTES_MAX = 64 * 1024;

  /** The beginning of one part. */
  private static final class Capture {
    final Entity entity;
    final int max;
    byte[] bytes = new byte[512];
    int size;

    Capture(Entity entity, int max) {
      this.entity = entity;
      this.max = max;
    }

    void append(byte[] source, int offset, int length) {
      int take = Math.min(length, max - size);
      if (take > bytes.length - size) {
        bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(size + take, bytes.length * 2)));
      }
      System.arraycopy(source, offset, bytes, size, take);
      size += take;
    }
  }

  private Capture plain;
  private Capture html;

  /** The header of an entity is complete. */
  void begin(Entity entity) {
    boolean readable = entity.fields.encoding() != TransferEncoding.UNKNOWN && !entity.fields.isAttachment();
    if (entity.kind == Part.Kind.MESSAGE || !readable) {
      return;
    }
    String type = entity.fields.mediaType();
    if (type.equals("text/html")) {
      html = html == null && plain == null ? new Capture(entity, HTML_BYTES_MAX) : html;
    } else if (type.equals("text/plain") || entity.kind == Part.Kind.MULTIPART) {
      boolean wanted = plain == null && (html == null || isAlternativeOf(entity, html.entity));
      plain = wanted ? new Capture(entity, PLAIN_BYTES_MAX) : plain;
    }
  }

  /** Content of {@code entity}; more than its body may come, {@link #end} tells. */
  void content(Entity entity, byte[] bytes, int offset, int length) {
    if (plain != null && plain.entity == entity) {
      plain.append(bytes, offset, length);
    } else if (html != null && html.entity == entity) {
      html.append(bytes, offset, length);
    }
  }

  /** A multipart has a part: what came before was only a preamble. */
  void firstPart(Entity multipart) {
    plain = plain != null && plain.entity == multipart ? null : plain;
  }

  /** The body of an entity has ended. */
  void end(Entity entity) {
    for (Capture capture : new Capture[] {plain, html}) {
      if (capture != null && capture.entity == entity) {
        capture.size = (int) Math.min(capture.size, entity.bodyEnd - entity.bodyStart);
      }
    }
  }

  /** The preview; empty when there is nothing to read. */
  String text() {
    String preview = plain == null ? "" : fold(decode(plain));
    return preview.isEmpty() && html != null ? fold(HtmlText.of(decode(html))) : preview;
  }

  private static boolean isAlternativeOf(Entity entity, Entity other) {
    return entity.parent != null && entity.parent == other.parent
        && entity.parent.fields.subtype().equalsIgnoreCase("alternative");
  }

  private static String decode(Capture capture) {
    StringBuilder text = new StringBuilder();
    TextDecoder characters = new TextDecoder(capture.entity.fields.charset());
    OctetSink octets = (bytes, offset, length) -> characters.decode(bytes, offset, length, text::append);
    TransferDecoder transfer = TransferDecoder.of(capture.entity.fields.encoding()).orElseThrow();
    transfer.decode(capture.bytes, 0, capture.size, octets);
    transfer.finish(octets);
    boolean whole = capture.size < capture.max;
    if (whole) {
      characters.finish(text::append);
    }
    return text.toString();
  }

  /** White space and control characters to single spaces; at most {@link #CHARACTERS_MAX} characters. */
  private static String fold(String text) {
    StringBuilder out = new StringBuilder();
    int characters = 0;
    boolean space = false;
    for (int i = 0; i < text.length() && characters < CHARACTERS_MAX; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c) || c == 0xa0 || c == 0xfeff || c == 0x200b) {
        space = !out.isEmpty();
        continue;
      }
      if (space && characters + 1 < CHARACTERS_MAX) {
        out.append(' ');
        characters++;
      } else if (space) {
        break;
      }
      space = false;
      out.appendCodePoint(c);
      characters++;
    }
    return out.toString();
  }
}
