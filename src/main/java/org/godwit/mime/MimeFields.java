package org.godwit.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.godwit.mail.BodyStructure.Extension;
import org.godwit.mail.BodyStructure.Parameter;

/**
 * The MIME fields of one header, interpreted (RFC 2045, 2183, 3282, 2557).
 *
 * @param type media type as declared or by default
 * @param subtype media subtype
 * @param encodingToken Content-Transfer-Encoding as declared, "7bit" by default
 * @param boundary the boundary parameter as raw octets, null when there is none that can be used
 * @param charset the charset parameter, lower case, empty when there is none
 */
record MimeFields(String type, String subtype, String id, String description, String encodingToken,
    Extension extension, String boundary, String charset) {
  /** Octets of an id, description, location and the like kept at most; what is longer is cut. */
  static final int VALUE_BYTES_MAX = 2048;
  /** Longer boundaries (RFC 2046 allows 70) are not looked for. */
  static final int BOUNDARY_BYTES_MAX = 2048;
  private static final int TOKEN_BYTES_MAX = 127;
  private static final int LANGUAGES_MAX = 32;
  private static final List<Parameter> US_ASCII = List.of(new Parameter("charset", "us-ascii"));

  /**
   * Reads the fields of a header.
   *
   * @param messageByDefault true for a part of a multipart/digest: without a type it is message/rfc822 (RFC 2046, 5.1.5)
   */
  static MimeFields of(HeaderBlock header, boolean messageByDefault) {
    String declared = header.first("content-type");
    MimeValue value = declared == null ? null : MimeValue.parse(declared);
    String[] type = value == null ? null : split(value.value());
    if (type == null) {
      boolean digest = declared == null && messageByDefault;
      type = digest ? new String[] {"message", "rfc822"} : new String[] {"text", "plain"};
      value = new MimeValue("", digest ? List.of() : US_ASCII);
    }
    String charset = value.parameter("charset");
    return new MimeFields(type[0], type[1], text(header, "content-id"), text(header, "content-description"),
        encoding(header), extension(header, value), boundary(value),
        charset == null ? "" : cut(charset, TOKEN_BYTES_MAX).toLowerCase(Locale.ROOT));
  }

  /** The same part seen as plain text, for a multipart that has no parts. */
  MimeFields asPlainText() {
    return new MimeFields("text", "plain", id, description, encodingToken,
        new Extension(US_ASCII, extension.md5(), extension.disposition(), extension.dispositionParameters(),
            extension.languages(), extension.location()), null, "us-ascii");
  }

  /** The same part as opaque octets, for what is not taken apart though its type says it could be. */
  MimeFields asOpaque() {
    return new MimeFields("application", "octet-stream", id, description, encodingToken, extension, null, charset);
  }

  /** Only what structure needs: for parts beyond the budget of what is kept of a message's parts. */
  MimeFields bare() {
    return new MimeFields(type, subtype, null, null, encodingToken, Extension.NONE, boundary, charset);
  }

  boolean isMultipart() {
    return type.equalsIgnoreCase("multipart");
  }

  /** True for the types that hold a message (RFC 2046, 5.2.1; RFC 6532, 3.7). */
  boolean isMessage() {
    return type.equalsIgnoreCase("message") && (subtype.equalsIgnoreCase("rfc822") || subtype.equalsIgnoreCase("global"));
  }

  boolean isAttachment() {
    return "attachment".equalsIgnoreCase(extension.disposition());
  }

  String mediaType() {
    return (type + "/" + subtype).toLowerCase(Locale.ROOT);
  }

  TransferEncoding encoding() {
    return TransferEncoding.of(encodingToken);
  }

  /** Octets kept for this part, for the budget. */
  int weight() {
    int weight = length(id) + length(description) + length(extension.md5()) + length(extension.location());
    for (List<Parameter> list : List.of(extension.parameters(), extension.dispositionParameters())) {
      for (Parameter parameter : list) {
        weight += parameter.name().length() + parameter.value().length() + 8;
      }
    }
    for (String language : extension.languages()) {
      weight += language.length() + 8;
    }
    return weight;
  }

  /** {@code type "/" subtype}, both tokens; null when it is not that: then the default holds (RFC 2045, 5.2). */
  private static String[] split(String mediaType) {
    int slash = mediaType.indexOf('/');
    if (slash < 0) {
      return null;
    }
    String type = HeaderText.trim(mediaType.substring(0, slash));
    String subtype = token(HeaderText.trim(mediaType.substring(slash + 1)));
    boolean valid = !type.isEmpty() && token(type).length() == type.length() && !subtype.isEmpty();
    return valid ? new String[] {type, subtype} : null;
  }

  /** The token at the start, which may be all or nothing of it. */
  private static String token(String text) {
    int end = 0;
    while (end < text.length() && end < TOKEN_BYTES_MAX && HeaderText.isToken(text.charAt(end)) && text.charAt(end) < 0x7f) {
      end++;
    }
    return text.substring(0, end);
  }

  private static String encoding(HeaderBlock header) {
    String value = header.first("content-transfer-encoding");
    String token = value == null ? "" : token(MimeValue.parse(value).value());
    return token.isEmpty() ? "7bit" : token;
  }

  private static Extension extension(HeaderBlock header, MimeValue type) {
    String disposition = header.first("content-disposition");
    MimeValue value = disposition == null ? null : MimeValue.parse(disposition);
    boolean absent = value == null || value.value().isEmpty();
    String location = text(header, "content-location");
    return new Extension(type.parameters(), text(header, "content-md5"),
        absent ? null : cut(value.value(), TOKEN_BYTES_MAX), absent ? List.of() : value.parameters(),
        languages(header.first("content-language")),
        location == null ? null : location.replace(" ", "").replace("\t", ""));
  }

  private static List<String> languages(String value) {
    if (value == null) {
      return List.of();
    }
    List<String> languages = new ArrayList<>();
    for (String tag : MimeValue.parse(value).value().split(",")) {
      String trimmed = HeaderText.trim(tag);
      if (!trimmed.isEmpty() && languages.size() < LANGUAGES_MAX) {
        languages.add(cut(trimmed, TOKEN_BYTES_MAX));
      }
    }
    return List.copyOf(languages);
  }

  /** Trailing white space is no part of a boundary (RFC 2046, 5.1.1). */
  private static String boundary(MimeValue value) {
    String boundary = value.parameter("boundary");
    String trimmed = boundary == null ? "" : boundary.stripTrailing();
    return trimmed.isEmpty() || trimmed.length() > BOUNDARY_BYTES_MAX || !isOctets(trimmed) ? null : trimmed;
  }

  private static boolean isOctets(String text) {
    return text.chars().allMatch(c -> c < 0x100 && c != '\n');
  }

  private static String text(HeaderBlock header, String name) {
    String value = header.first(name);
    return value == null ? null : cut(value, VALUE_BYTES_MAX);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }

  private static int length(String text) {
    return text == null ? 0 : text.length() + 2;
  }
}
