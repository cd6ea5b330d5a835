package org.godwit.search;

import org.godwit.account.MailboxState;
import org.godwit.mail.Summary;

/**
 * What is known of one message: always its columns, later its summary, at last its text. Reused from message to message of one
 * stage; one thread.
 */
final class Evidence {

  final MailboxState rows;
  int row;
  /** Null in the first stage. */
  Summary summary;
  /** Null before the last stage. */
  Findings findings;

  Evidence(MailboxState rows) {
    this.rows = rows;
  }

  /** Moves on to a message of which only the columns are known. */
  Evidence at(int newRow) {
    row = newRow;
    summary = null;
    findings = null;
    return this;
  }

  /** Moves on to a message whose summary is known. */
  Evidence at(int newRow, Summary newSummary) {
    row = newRow;
    summary = newSummary;
    findings = null;
    return this;
  }
}
