package org.godwit.imap.handler.fetch;

import java.util.Optional;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Tagged;
import org.godwit.mail.UidSet;

/** What a FETCH could not answer; the rest of it is answered nevertheless (RFC 2180, 4.1.2). */
final class FetchProblems {

  private static final int TOLD_MAX = 20;

  private boolean expunged;
  private boolean undecodable;
  private int damaged;
  private UidSet notTold = UidSet.EMPTY;

  /** A message that the client named by its number is gone. */
  void expunged() {
    expunged = true;
  }

  /** RFC 3516, 4.3: a transfer encoding that nobody knows, or a part that is not in it at all. */
  void undecodable() {
    undecodable = true;
  }

  /** A message cannot be read from disk; the client is told which. */
  void damaged(int uid, ResponseWriter out) {
    notTold = notTold.union(UidSet.of(uid));
    if (damaged++ < TOLD_MAX) {
      out.untaggedStatus("NO", Optional.of(ResponseCode.CORRUPTION), "The message with UID " + uid + " cannot be read");
    }
  }

  /** Messages of which nothing was told. */
  UidSet notTold() {
    return notTold;
  }

  /** How the command ends. */
  Tagged tagged() {
    if (damaged > 0) {
      return Tagged.no(ResponseCode.CORRUPTION, "Some messages cannot be read");
    }
    if (undecodable) {
      return Tagged.no(ResponseCode.UNKNOWN_CTE, "Some parts cannot be decoded");
    }
    if (expunged) {
      return Tagged.no(ResponseCode.EXPUNGEISSUED, "Some of these messages no longer exist");
    }
    return Tagged.ok("FETCH completed");
  }
}
