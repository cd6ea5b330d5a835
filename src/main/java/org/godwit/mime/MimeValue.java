package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.mail.BodyStructure.Parameter;
import org.godwit.mail.CompactWriter;

/**
 * A value with parameters (RFC 2045, 5.1; RFC 2183): Content-Type, Content-Disposition. Strings hold raw octets.
 *
 * @param value what stands before the first ";", comments removed, such as {@code text/plain} or {@code attachment}
 * @param parameters names and values as in the header, quoting removed, RFC 2231 left as it is
 */
record MimeValue(String value, List<Parameter> parameters) {
  /** Parameters kept at most. */
  static final int PARAMETERS_MAX = 64;
  /** Octets of a parameter value kept at most; a longer one is cut. */
  static final int PARAMETER_BYTES_MAX = 4096;
  private static final int NAME_BYTES_MAX = 128;

  /** Parses an unfolded header value; takes any garbage. */
  static MimeValue parse(String text) {
    int start = HeaderText.skipComments(text, 0);
    int end = start;
    StringBuilder value = new StringBuilder();
    while (end < text.length() && text.charAt(end) != ';') {
      char c = text.charAt(end);
      if (c == '(') {
        end = HeaderText.commentEnd(text, end);
      } else {
        value.append(c);
        end++;
      }
    }
    return new MimeValue(HeaderText.trim(value.toString()), parameters(text, end));
  }

  /**
   * The value of a parameter, any case of name; pieces (RFC 2231, 3) put together and extended values (4) decoded to
   * Unicode; null when absent. A plain value is returned with its raw octets.
   */
  String parameter(String name) {
    String plain = find(name);
    if (plain != null) {
      return plain;
    }
    String whole = find(name + "*");
    return whole != null ? new Extended().add(whole, true).text() : continued(name);
  }

  private String continued(String name) {
    Extended pieces = null;
    for (int i = 0; i < parameters.size(); i++) {
      String plain = find(name + "*" + i);
      String extended = plain == null ? find(name + "*" + i + "*") : null;
      if (plain == null && extended == null) {
        break;
      }
      pieces = pieces == null ? new Extended() : pieces;
      pieces.add(plain == null ? extended : plain, plain == null);
    }
    return pieces == null ? null : pieces.text();
  }

  private String find(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equalsIgnoreCase(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  private static List<Parameter> parameters(String text, int from) {
    List<Parameter> parameters = new ArrayList<>();
    int at = from;
    while (at < text.length() && parameters.size() < PARAMETERS_MAX) {
      at = HeaderText.skipComments(text, at + 1);
      int nameEnd = at;
      while (nameEnd < text.length() && HeaderText.isToken(text.charAt(nameEnd))) {
        nameEnd++;
      }
      int equals = HeaderText.skipComments(text, nameEnd);
      if (nameEnd == at || equals >= text.length() || text.charAt(equals) != '=') {
        at = nextSemicolon(text, at);
        continue;
      }
      int valueStart = HeaderText.skipComments(text, equals + 1);
      int valueEnd = valueEnd(text, valueStart);
      String name = text.substring(at, Math.min(nameEnd, at + NAME_BYTES_MAX));
      parameters.add(new Parameter(name, cut(value(text, valueStart, valueEnd))));
      at = nextSemicolon(text, valueEnd);
    }
    return List.copyOf(parameters);
  }

  private static int valueEnd(String text, int start) {
    return start < text.length() && text.charAt(start) == '"'
        ? HeaderText.quotedEnd(text, start) : nextSemicolon(text, start);
  }

  /** A quoted string's content, or all up to the semicolon (names with spaces are common) without a comment behind. */
  private static String value(String text, int start, int end) {
    if (start < end && text.charAt(start) == '"') {
      return HeaderText.unquote(text, start, end);
    }
    int comment = text.indexOf(" (", start);
    return HeaderText.trim(text.substring(start, comment >= 0 && comment < end ? comment : end));
  }

  /** The next semicolon outside quotes, or the end. */
  private static int nextSemicolon(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != ';') {
      at = text.charAt(at) == '"' ? HeaderText.quotedEnd(text, at) : at + 1;
    }
    return at;
  }

  private static String cut(String value) {
    return value.length() <= PARAMETER_BYTES_MAX ? value : value.substring(0, PARAMETER_BYTES_MAX);
  }

  /** RFC 2231, 4: {@code charset'language'percent-encoded}, the first two only in the first piece. */
  private static final class Extended {
    private final CompactWriter octets = new CompactWriter(64);
    private String charset;

    Extended add(String piece, boolean encoded) {
      String rest = piece;
      if (charset == null) {
        int language = encoded ? piece.indexOf('\'') : -1;
        int value = language < 0 ? -1 : piece.indexOf('\'', language + 1);
        charset = value < 0 ? "" : piece.substring(0, language);
        rest = value < 0 ? piece : piece.substring(value + 1);
      }
      for (int i = 0; i < rest.length(); i++) {
        char c = rest.charAt(i);
        int high = encoded && c == '%' && i + 2 < rest.length() ? Character.digit(rest.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(rest.charAt(i + 2), 16);
        octets.u8(low < 0 ? c : high << 4 | low);
        i += low < 0 ? 0 : 2;
      }
      return this;
    }

    String text() {
      byte[] bytes = octets.toByteArray();
      return charset.isEmpty() ? new String(bytes, StandardCharsets.ISO_8859_1)
          : TextDecoder.decode(charset, bytes, 0, bytes.length);
    }
  }
}
