package org.godwit.imap.response;

import java.util.Collection;
import java.util.List;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;

/**
 * A response code: what stands in square brackets before the text (RFC 9051, 7.1; RFC 5530).
 *
 * @param text the code as it goes out, without the brackets: ASCII, no {@code ]}, no CR or LF
 */
public record ResponseCode(String text) {

  public static final ResponseCode ALERT = new ResponseCode("ALERT");
  public static final ResponseCode ALREADYEXISTS = new ResponseCode("ALREADYEXISTS");
  public static final ResponseCode AUTHENTICATIONFAILED = new ResponseCode("AUTHENTICATIONFAILED");
  public static final ResponseCode AUTHORIZATIONFAILED = new ResponseCode("AUTHORIZATIONFAILED");
  public static final ResponseCode CANNOT = new ResponseCode("CANNOT");
  public static final ResponseCode CLIENTBUG = new ResponseCode("CLIENTBUG");
  public static final ResponseCode CLOSED = new ResponseCode("CLOSED");
  /** RFC 4978, 3: the compression is on already. */
  public static final ResponseCode COMPRESSIONACTIVE = new ResponseCode("COMPRESSIONACTIVE");
  public static final ResponseCode CONTACTADMIN = new ResponseCode("CONTACTADMIN");
  public static final ResponseCode CORRUPTION = new ResponseCode("CORRUPTION");
  public static final ResponseCode EXPIRED = new ResponseCode("EXPIRED");
  public static final ResponseCode EXPUNGEISSUED = new ResponseCode("EXPUNGEISSUED");
  public static final ResponseCode HASCHILDREN = new ResponseCode("HASCHILDREN");
  public static final ResponseCode INUSE = new ResponseCode("INUSE");
  public static final ResponseCode LIMIT = new ResponseCode("LIMIT");
  public static final ResponseCode NOMODSEQ = new ResponseCode("NOMODSEQ");
  public static final ResponseCode NONEXISTENT = new ResponseCode("NONEXISTENT");
  public static final ResponseCode NOPERM = new ResponseCode("NOPERM");
  public static final ResponseCode NOTSAVED = new ResponseCode("NOTSAVED");
  public static final ResponseCode OVERQUOTA = new ResponseCode("OVERQUOTA");
  public static final ResponseCode PARSE = new ResponseCode("PARSE");
  public static final ResponseCode PRIVACYREQUIRED = new ResponseCode("PRIVACYREQUIRED");
  public static final ResponseCode READ_ONLY = new ResponseCode("READ-ONLY");
  public static final ResponseCode READ_WRITE = new ResponseCode("READ-WRITE");
  public static final ResponseCode SERVERBUG = new ResponseCode("SERVERBUG");
  /** RFC 7889 and RFC 4469: the message is larger than the server takes. */
  public static final ResponseCode TOOBIG = new ResponseCode("TOOBIG");
  public static final ResponseCode TRYCREATE = new ResponseCode("TRYCREATE");
  public static final ResponseCode UNAVAILABLE = new ResponseCode("UNAVAILABLE");
  public static final ResponseCode UNKNOWN_CTE = new ResponseCode("UNKNOWN-CTE");
  /** RFC 5182-like use attribute errors of CREATE (RFC 6154, 3). */
  public static final ResponseCode USEATTR = new ResponseCode("USEATTR");

  /** {@code UIDNEXT 4392}. */
  public static ResponseCode uidNext(long uidNext) {
    return new ResponseCode("UIDNEXT " + uidNext);
  }

  /** {@code UIDVALIDITY 3857529045}. */
  public static ResponseCode uidValidity(UidValidity uidValidity) {
    return new ResponseCode("UIDVALIDITY " + uidValidity);
  }

  /** RFC 7162, 3.1.2.1. */
  public static ResponseCode highestModSeq(long modSeq) {
    return new ResponseCode("HIGHESTMODSEQ " + modSeq);
  }

  /** RFC 7162, 3.1.3: the messages whose change was refused, as UIDs or sequence numbers in set syntax. */
  public static ResponseCode modified(String set) {
    return new ResponseCode("MODIFIED " + set);
  }

  /** RFC 8474, 4.1: the id of a mailbox. */
  public static ResponseCode mailboxId(String id) {
    return new ResponseCode("MAILBOXID (" + id + ")");
  }

  /** Flags (and {@code \*}) that a client can change for good. */
  public static ResponseCode permanentFlags(Collection<String> flags) {
    return new ResponseCode("PERMANENTFLAGS (" + String.join(" ", flags) + ")");
  }

  /** RFC 3501, 7.1; IMAP4rev1 only: {@code UNSEEN 12}. */
  public static ResponseCode unseen(int sequenceNumber) {
    return new ResponseCode("UNSEEN " + sequenceNumber);
  }

  /** One message appended. */
  public static ResponseCode appendUid(UidValidity uidValidity, Uid uid) {
    return new ResponseCode("APPENDUID " + uidValidity + " " + uid.value());
  }

  /** Several messages appended (RFC 3502). */
  public static ResponseCode appendUid(UidValidity uidValidity, UidSet uids) {
    return new ResponseCode("APPENDUID " + uidValidity + " " + uids);
  }

  /** Source and destination UIDs in set syntax, in the order copied. */
  public static ResponseCode copyUid(UidValidity destination, String sourceUids, String destinationUids) {
    return new ResponseCode("COPYUID " + destination + " " + sourceUids + " " + destinationUids);
  }

  /** {@code CAPABILITY IMAP4rev1 ...}. */
  public static ResponseCode capability(Collection<String> capabilities) {
    return new ResponseCode("CAPABILITY " + String.join(" ", capabilities));
  }

  /** The charsets that SEARCH knows. */
  public static ResponseCode badCharset(List<String> known) {
    return new ResponseCode("BADCHARSET (" + String.join(" ", known) + ")");
  }

  /** RFC 9585, 4: how far a long command has come; {@code goal} may be unknown (negative). A tag with {@code ]} is not told. */
  public static ResponseCode inProgress(String tag, long done, long goal) {
    return inProgress(tag, done + " " + (goal < 0 ? "NIL" : goal));
  }

  /** The same where nobody knows how far. */
  public static ResponseCode inProgress(String tag) {
    return inProgress(tag, "NIL NIL");
  }

  private static ResponseCode inProgress(String tag, String state) {
    var quotedTag = tag.contains("]") ? "NIL" : '"' + tag.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return new ResponseCode("INPROGRESS (" + quotedTag + " " + state + ")");
  }
}
