package org.godwit.pop3.maildrop;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A header field beyond ASCII, in ASCII (RFC 6858, 2): words and quoted strings become encoded words (RFC 2047); an address becomes a
 * group without members that shows it, because nobody can answer there without SMTPUTF8. Used once.
 */
final class AsciiField {

  private static final Set<String> ADDRESSES = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender",
      "resent-to", "resent-cc", "resent-bcc", "resent-reply-to", "disposition-notification-to");

  /** Octets of text in one encoded word: with its frame at most 75 characters. */
  private static final int WORD_BYTES_MAX = 39;

  private static final String FOLD = "\r\n ";

  /** Characters of a line, if they can be parted there. */
  private static final int LINE_MAX = 76;

  private final String charset;
  private final boolean addresses;
  private final StringBuilder result = new StringBuilder();
  private final StringBuilder pending = new StringBuilder();
  /** Where the last line begins. */
  private int lineStart;

  private AsciiField(String charset, boolean addresses) {
    this.charset = charset;
    this.addresses = addresses;
  }

  /** @param field with its line ends, one of which is at its end unless the message ends there */
  static byte[] of(byte[] field) {
    boolean utf8 = isUtf8(field);
    // one character per octet: cut between characters later
    var text = new String(field, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    var unfolded = text.replace("\r\n", "").replace('\n', ' ').replace('\r', ' ').strip();
    int colon = unfolded.indexOf(':');
    var name = colon < 0 ? "" : unfolded.substring(0, colon).strip();
    boolean addresses = ADDRESSES.contains(name.toLowerCase(Locale.ROOT));
    var ascii = new AsciiField(utf8 ? "UTF-8" : "unknown-8bit", addresses);
    var value = ascii.value(unfolded.substring(colon + 1).strip());
    var line = colon < 0 ? value : name.replaceAll("[^!-~]", "?") + ": " + value;
    return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isUtf8(byte[] field) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(field));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private String value(String text) {
    for (var token : tokens(text)) {
      var body = addresses ? withoutEnd(token) : token;
      if (isAscii(token)) {
        flush();
        append(token);
      } else {
        add(body);
        if (body.length() < token.length()) {
          flush();
          result.append(token, body.length(), token.length());
        }
      }
    }
    flush();
    return result.toString();
  }

  private void add(String token) {
    pending.append(pending.isEmpty() ? "" : " ").append(addresses ? unquoted(token) : token);
    if (addresses && token.indexOf('@') >= 0) {
      flush();
      result.append(" :;");
    }
  }

  /** Words of a value; a quoted string is one word, with what follows it directly. */
  private static List<String> tokens(String text) {
    var tokens = new ArrayList<String>();
    int start = -1;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!quoted && (c == ' ' || c == '\t')) {
        if (start >= 0) {
          tokens.add(text.substring(start, i));
        }
        start = -1;
        continue;
      }
      start = start < 0 ? i : start;
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    if (start >= 0) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  /** Without what separates addresses. */
  private static String withoutEnd(String token) {
    int end = token.length();
    while (end > 1 && (token.charAt(end - 1) == ',' || token.charAt(end - 1) == ';' || token.charAt(end - 1) == ':')) {
      end--;
    }
    return token.substring(0, end);
  }

  private static String unquoted(String token) {
    var text = new StringBuilder();
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '\\' && i + 1 < token.length()) {
        text.append(token.charAt(++i));
      } else if (c != '"') {
        text.append(c);
      }
    }
    return text.toString();
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    var text = pending.toString();
    pending.setLength(0);
    int from = 0;
    while (from < text.length()) {
      int to = from;
      int octets = 0;
      while (to < text.length()) {
        int next = to + Character.charCount(text.codePointAt(to));
        octets += octets(text.substring(to, next)).length;
        if (octets > WORD_BYTES_MAX && to > from) {
          break;
        }
        to = next;
      }
      encodedWord(octets(text.substring(from, to)));
      from = to;
    }
  }

  private byte[] octets(String text) {
    return text.getBytes(charset.equals("UTF-8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private void encodedWord(byte[] octets) {
    append("=?" + charset + "?B?" + Base64.getEncoder().encodeToString(octets) + "?=");
  }

  private void append(String word) {
    int line = result.length() - lineStart;
    if (line > 0 && line + 1 + word.length() > LINE_MAX) {
      result.append(FOLD);
      lineStart = result.length() - 1;
    } else if (line > 0) {
      result.append(' ');
    }
    result.append(word);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
