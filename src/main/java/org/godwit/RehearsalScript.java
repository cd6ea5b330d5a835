package org.godwit;

import java.util.ArrayList;
import java.util.List;

/**
 * What the clients of a {@link Rehearsal} say: once whatever a server may be asked, so that Java meets the classes, and then over and
 * over what people's programs ask all day, so that it learns how such commands run.
 */
final class RehearsalScript {

  static final String PASSWORD = "rehearsal";
  /** Messages in the INBOX of {@link #everyday}, about. */
  private static final int MESSAGES = 60;
  private static final String HELLO = "Date: Mon, 23 Nov 2026 00:00:00 +0000\r\nFrom: a@example.org\r\nTo: b@example.org\r\n"
      + "Subject: Hello\r\nMessage-ID: <1@example.org>\r\nContent-Type: text/plain\r\n\r\nHello.\r\n";
  private static final String LETTER = letter();

  private RehearsalScript() {}

  /** Each command once, by this user. */
  static List<String> once(Protocol protocol, String user) {
    return switch (protocol) {
      case IMAP -> List.of("a LOGIN " + user + " " + PASSWORD, "a CAPABILITY", "a NAMESPACE", "a LIST \"\" \"*\"", "a CREATE Other",
          "a STATUS INBOX (MESSAGES UNSEEN UIDNEXT)", append(HELLO), "a SELECT INBOX",
          "a FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", "a FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)]",
          "a UID FETCH 1:* (FLAGS)", "a FETCH 1 BODY[]", "a UID SEARCH UNSEEN", "a STORE 1 +FLAGS (\\Seen \\Deleted)", "a COPY 1 Other",
          "a EXPUNGE", "a DELETE Other", "a NOOP", "a LOGOUT");
      case POP3 -> List.of("USER " + user, "PASS " + PASSWORD, "STAT", "QUIT");
      case LMTP -> lmtp(user, HELLO);
    };
  }

  /** Fills the INBOX. */
  static List<String> before(String user) {
    var lines = new ArrayList<String>();
    lines.add("a LOGIN " + user + " " + PASSWORD);
    for (int i = 0; i < MESSAGES; i++) {
      lines.add(append(LETTER));
    }
    lines.add("a LOGOUT");
    return lines;
  }

  /** An ordinary session; leaves the INBOX with as many messages as it had, but for one that is delivered. */
  static List<String> everyday(Protocol protocol, String user) {
    return switch (protocol) {
      case IMAP -> List.of("a LOGIN " + user + " " + PASSWORD, "a LIST \"\" \"*\"", "a STATUS INBOX (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)",
          "a SELECT INBOX", "a NOOP", "a FETCH 1:* (UID FLAGS)", "a FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)",
          "a FETCH 1:* (UID BODYSTRUCTURE)", "a NOOP", "a UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)])",
          "a FETCH 1:* BODY.PEEK[]", "a FETCH 2 BODY.PEEK[]", "a FETCH 3 BODY[1]", "a FETCH 4:7 (UID RFC822.SIZE BODY.PEEK[])", "a SEARCH UNSEEN",
          "a SEARCH FLAGGED SINCE 1-Jan-2020", "a UID SORT (REVERSE DATE SUBJECT) UTF-8 ALL",
          "a STORE 5 +FLAGS (\\Flagged)", "a STORE 5 -FLAGS (\\Flagged)", "a UID STORE 1:* +FLAGS.SILENT (\\Seen)", "a COPY 6 INBOX", append(LETTER),
          "a STORE 1:2 +FLAGS (\\Deleted)", "a EXPUNGE", "a NOOP", "a LOGOUT");
      case POP3 -> List.of("USER " + user, "PASS " + PASSWORD, "STAT", "UIDL", "LIST", "RETR 1", "RETR 2", "RETR 3", "RETR 4", "QUIT");
      case LMTP -> lmtp(user, LETTER);
    };
  }

  private static List<String> lmtp(String user, String message) {
    return List.of("LHLO localhost", "MAIL FROM:<a@example.org>", "RCPT TO:<" + user + ">", "DATA", message + ".", "QUIT");
  }

  private static String append(String message) {
    return "a APPEND INBOX {" + message.length() + "+}\r\n" + message;
  }

  /** A message such as people send: two forms of the text, some 8 KB. */
  private static String letter() {
    var text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("Line ").append(line).append(" of what somebody had to say about it, at some length.\r\n");
    }
    return "Return-Path: <a@example.org>\r\nReceived: from mail.example.org by localhost; Mon, 23 Nov 2026 00:00:00 +0000\r\n"
        + "Date: Mon, 23 Nov 2026 01:02:03 +0100\r\nFrom: =?utf-8?Q?J=C3=B6rg?= Example <a@example.org>\r\n"
        + "To: \"Somebody, Else\" <b@example.org>, c@example.org\r\nCc: d@example.org\r\nSubject: Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= and hello\r\n"
        + "Message-ID: <2@example.org>\r\nIn-Reply-To: <1@example.org>\r\nReferences: <0@example.org> <1@example.org>\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/alternative; boundary=\"between\"\r\n\r\n--between\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + text + "\r\n--between\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>"
        + text + "</p>\r\n--between--\r\n";
  }
}
