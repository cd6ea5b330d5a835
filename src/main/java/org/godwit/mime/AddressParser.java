package org.godwit.mime;

import java.util.ArrayList;
import java.util.List;
import org.godwit.mail.Address;

/**
 * Parses address lists (RFC 5322, 3.4 and the obsolete forms of 4.4): display names, comments, groups, routes, domain
 * literals. Takes any garbage: what cannot be an address becomes a mailbox without a host. One pass, no recursion.
 * Used once, by one thread.
 */
final class AddressParser {
  /** Addresses kept of one list at most. */
  static final int ADDRESSES_MAX = 4096;

  private final String text;
  private final List<Address> addresses = new ArrayList<>();
  private int at;
  private boolean inGroup;

  private final StringBuilder phrase = new StringBuilder();
  private boolean hasPhrase;
  private boolean spaceBefore;
  private String comment;

  private AddressParser(String text) {
    this.text = text;
  }

  /** Parses an unfolded value, one character per octet. */
  static List<Address> parse(String text) {
    AddressParser parser = new AddressParser(text);
    parser.list();
    return List.copyOf(parser.addresses);
  }

  private void list() {
    while (at < text.length() && addresses.size() < ADDRESSES_MAX) {
      element();
    }
    finishMailboxWithoutHost();
    endGroup();
  }

  /** One token; a complete address is added as soon as its end is seen. */
  private void element() {
    char c = text.charAt(at);
    switch (c) {
      case ' ', '\t', '\r', '\n' -> {
        spaceBefore = true;
        at++;
      }
      case '(' -> comment();
      case '"' -> quoted();
      case '<' -> angle();
      case '@' -> addrSpec();
      case ',' -> {
        at++;
        finishMailboxWithoutHost();
      }
      case ';' -> {
        at++;
        finishMailboxWithoutHost();
        endGroup();
      }
      case ':' -> groupStart();
      default -> atom();
    }
  }

  private void comment() {
    int end = HeaderText.commentEnd(text, at);
    String content = HeaderText.trim(HeaderText.unquote(text, at, end));
    comment = content.isEmpty() ? comment : content;
    spaceBefore = true;
    at = end;
  }

  private void quoted() {
    int end = HeaderText.quotedEnd(text, at);
    word(HeaderText.unquote(text, at, end));
    at = end;
  }

  private void atom() {
    int end = at + 1;
    while (end < text.length() && " \t\r\n(\"<@,;:".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    word(text.substring(at, end));
    at = end;
  }

  private void word(String word) {
    if (hasPhrase && spaceBefore) {
      phrase.append(' ');
    }
    phrase.append(word);
    hasPhrase = true;
    spaceBefore = false;
  }

  /** {@code display-name ":"}; inside a group, or with nothing before it, a colon is garbage of an atom. */
  private void groupStart() {
    at++;
    if (inGroup || !hasPhrase) {
      word(":");
      return;
    }
    addresses.add(Address.groupStart(phrase.toString()));
    inGroup = true;
    reset();
  }

  private void endGroup() {
    if (inGroup) {
      addresses.add(Address.groupEnd());
      inGroup = false;
    }
  }

  /** {@code local-part "@" domain}, the local part being the phrase so far. */
  private void addrSpec() {
    String local = localPart(phrase.toString());
    at++;
    String host = domain(",;<>");
    skipToSeparator();
    add(comment, null, local, host);
  }

  /** {@code [display-name] "<" [route] addr-spec ">"}. */
  private void angle() {
    at++;
    String name = hasPhrase ? phrase.toString() : null;
    String route = route();
    StringBuilder local = new StringBuilder();
    while (at < text.length() && "@>,;".indexOf(text.charAt(at)) < 0) {
      localWord(local);
    }
    String host = "";
    if (at < text.length() && text.charAt(at) == '@') {
      at++;
      host = domain(",;>");
    }
    if (at < text.length() && text.charAt(at) == '>') {
      at++;
    }
    skipToSeparator();
    add(name == null ? comment : name, route, local.toString(), host);
  }

  private void localWord(StringBuilder local) {
    char c = text.charAt(at);
    if (HeaderText.isWhite(c)) {
      at++;
    } else if (c == '(') {
      at = HeaderText.commentEnd(text, at);
    } else if (c == '"') {
      int end = HeaderText.quotedEnd(text, at);
      local.append(HeaderText.unquote(text, at, end));
      at = end;
    } else {
      local.append(c);
      at++;
    }
  }

  /** obs-route: {@code "@" domain *("," "@" domain) ":"}, null when there is none. */
  private String route() {
    int start = HeaderText.skipComments(text, at);
    if (start >= text.length() || text.charAt(start) != '@') {
      return null;
    }
    for (int i = start; i < text.length() && "<>".indexOf(text.charAt(i)) < 0; i++) {
      if (text.charAt(i) == ':') {
        at = i + 1;
        return text.substring(start, i).replace(" ", "").replace("\t", "");
      }
    }
    return null;
  }

  /** A domain up to one of {@code stops}, white space and comments removed; brackets protect their content. */
  private String domain(String stops) {
    StringBuilder host = new StringBuilder();
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '[') {
        int close = text.indexOf(']', at);
        int end = close < 0 ? text.length() : close + 1;
        host.append(text, at, end);
        at = end;
      } else if (c == '(') {
        comment();
      } else {
        if (!HeaderText.isWhite(c)) {
          host.append(c);
        }
        at++;
      }
    }
    return host.toString();
  }

  /** Skips garbage behind an address; a comment there may still be its name. */
  private void skipToSeparator() {
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
      if (text.charAt(at) == '(') {
        comment();
      } else {
        at = text.charAt(at) == '"' ? HeaderText.quotedEnd(text, at) : at + 1;
      }
    }
    if (at < text.length() && text.charAt(at) == ',') {
      at++;
    }
  }

  private void finishMailboxWithoutHost() {
    if (hasPhrase) {
      add(comment, null, phrase.toString(), "");
    }
    reset();
  }

  private void add(String name, String route, String mailbox, String host) {
    addresses.add(new Address(name, route, mailbox, host));
    reset();
  }

  private void reset() {
    phrase.setLength(0);
    hasPhrase = false;
    spaceBefore = false;
    comment = null;
  }

  /** White space around the dots of an obsolete local part goes. */
  private static String localPart(String phrase) {
    return phrase.indexOf(' ') < 0 ? phrase : phrase.replace(" .", ".").replace(". ", ".");
  }
}
