package org.godwit.lmtp.response;

/** The replies that do not depend on anything, under the section that asks for each. */
public final class Replies {

  public static final Reply OK = Reply.of(250, "2.0.0", "OK");
  public static final Reply SENDER_OK = Reply.of(250, "2.1.0", "Sender OK");
  public static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5", "Recipient OK");
  public static final Reply BYE = Reply.of(221, "2.0.0", "Bye");
  /** RFC 3207, 4. */
  public static final Reply START_TLS = Reply.of(220, "2.0.0", "Begin TLS now");
  /** RFC 5321, 3.5.3: true of every address. */
  public static final Reply CANNOT_VERIFY = Reply.of(252, "2.0.0", "Ask with RCPT, or deliver");
  public static final Reply HELP = Reply.of(214, "2.0.0", "LHLO MAIL RCPT DATA BDAT RSET NOOP VRFY STARTTLS QUIT");
  public static final Reply SEND_DATA = Reply.of(354, "", "Send the message, end with <CRLF>.<CRLF>");
  public static final Reply DELIVERED = Reply.of(250, "2.0.0", "Delivered");

  public static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.2", "There is no such command");
  /** RFC 2033, 4.1. */
  public static final Reply NOT_SMTP = Reply.of(500, "5.5.1", "This is LMTP: begin with LHLO");
  public static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Not implemented");
  /** RFC 5321, 4.5.3.1.10. */
  public static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "Line too long");
  /** RFC 5321, 2.3.8. */
  public static final Reply BARE_LF = Reply.of(500, "5.5.2", "Lines end in CRLF");
  public static final Reply LHLO_FIRST = Reply.of(503, "5.5.1", "LHLO first");
  public static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "MAIL first");
  public static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "There is a sender already");
  /** RFC 2033, 4.2. */
  public static final Reply NO_RECIPIENTS = Reply.of(503, "5.5.1", "No recipient was accepted");
  public static final Reply BDAT_BEGUN = Reply.of(503, "5.5.1", "BDAT has begun: BDAT or RSET");
  /** RFC 3030, 3: a binary message has no line ends that DATA could look for. */
  public static final Reply BINARY_NEEDS_BDAT = Reply.of(503, "5.5.1", "BODY=BINARYMIME needs BDAT");
  public static final Reply NO_TLS = Reply.of(502, "5.5.1", "There is no TLS here");
  /** RFC 5321, 4.5.3.1.10. */
  public static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients");
  public static final Reply NO_SUCH_USER = Reply.of(550, "5.1.1", "There is no such user");
  public static final Reply USER_NOT_KNOWN_NOW = Reply.of(451, "4.4.3", "Users cannot be looked up now");
  /** RFC 6531, 3.5. */
  public static final Reply SENDER_NOT_ASCII = Reply.of(550, "5.6.7", "An address that is not ASCII needs SMTPUTF8");
  /** RFC 6531, 3.5. */
  public static final Reply RECIPIENT_NOT_ASCII = Reply.of(553, "5.6.7", "An address that is not ASCII needs SMTPUTF8");
  /** RFC 1870, 6. */
  public static final Reply TOO_BIG = Reply.of(552, "5.3.4", "Message too big");

  public static final Reply IDLE = Reply.of(421, "4.4.2", "Silent for too long");
  public static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Too many errors");
  public static final Reply HOPELESS = Reply.of(421, "4.5.2", "Too much to read past");
  public static final Reply STOPPING = Reply.of(421, "4.3.2", "Server is shutting down");

  private Replies() {}
}
