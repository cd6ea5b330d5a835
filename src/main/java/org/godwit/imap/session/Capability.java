package org.godwit.imap.session;

/**
 * A capability the server can advertise: its name, and whether clients see it before they log in. The order is that of
 * the CAPABILITY response.
 */
public enum Capability {
  IMAP4REV1("IMAP4rev1", When.ALWAYS),
  IMAP4REV2("IMAP4rev2", When.ALWAYS),
  LITERAL_PLUS("LITERAL+", When.ALWAYS),
  SASL_IR("SASL-IR", When.BEFORE_LOGIN),
  STARTTLS("STARTTLS", When.BEFORE_LOGIN),
  ENABLE("ENABLE", When.ALWAYS),
  ID("ID", When.ALWAYS),
  IDLE("IDLE", When.LOGGED_IN),
  NAMESPACE("NAMESPACE", When.LOGGED_IN),
  CHILDREN("CHILDREN", When.LOGGED_IN),
  UIDPLUS("UIDPLUS", When.LOGGED_IN),
  UNSELECT("UNSELECT", When.LOGGED_IN),
  MOVE("MOVE", When.LOGGED_IN),
  MULTIAPPEND("MULTIAPPEND", When.LOGGED_IN),
  APPENDLIMIT("APPENDLIMIT", When.LOGGED_IN),
  REPLACE("REPLACE", When.LOGGED_IN),
  CONDSTORE("CONDSTORE", When.LOGGED_IN),
  QRESYNC("QRESYNC", When.LOGGED_IN),
  LIST_EXTENDED("LIST-EXTENDED", When.LOGGED_IN),
  LIST_STATUS("LIST-STATUS", When.LOGGED_IN),
  STATUS_SIZE("STATUS=SIZE", When.LOGGED_IN),
  SPECIAL_USE("SPECIAL-USE", When.LOGGED_IN),
  CREATE_SPECIAL_USE("CREATE-SPECIAL-USE", When.LOGGED_IN),
  ESEARCH("ESEARCH", When.LOGGED_IN),
  SEARCHRES("SEARCHRES", When.LOGGED_IN),
  WITHIN("WITHIN", When.LOGGED_IN),
  SORT("SORT", When.LOGGED_IN),
  SORT_DISPLAY("SORT=DISPLAY", When.LOGGED_IN),
  ESORT("ESORT", When.LOGGED_IN),
  THREAD_ORDEREDSUBJECT("THREAD=ORDEREDSUBJECT", When.LOGGED_IN),
  THREAD_REFERENCES("THREAD=REFERENCES", When.LOGGED_IN),
  THREAD_REFS("THREAD=REFS", When.LOGGED_IN),
  PARTIAL("PARTIAL", When.LOGGED_IN),
  BINARY("BINARY", When.LOGGED_IN),
  PREVIEW("PREVIEW", When.LOGGED_IN),
  OBJECTID("OBJECTID", When.LOGGED_IN),
  SAVEDATE("SAVEDATE", When.LOGGED_IN),
  INPROGRESS("INPROGRESS", When.LOGGED_IN),
  UTF8_ACCEPT("UTF8=ACCEPT", When.LOGGED_IN),
  UNAUTHENTICATE("UNAUTHENTICATE", When.LOGGED_IN),
  COMPRESS_DEFLATE("COMPRESS=DEFLATE", When.LOGGED_IN);

  /** When a client sees the capability. */
  enum When {
    ALWAYS,
    BEFORE_LOGIN,
    LOGGED_IN
  }

  private final String wire;
  private final When when;

  Capability(String wire, When when) {
    this.wire = wire;
    this.when = when;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }

  /** Whether it is listed for clients that are logged in, or are not. */
  boolean isShown(boolean loggedIn) {
    return when == When.ALWAYS || (when == When.LOGGED_IN) == loggedIn;
  }
}
