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
  /** Null where no index is asked or believed. */
  IndexAnswers index;

  Evidence(MailboxState rows) {
    this.rows = rows;
  }

  /** Moves on to a message of which only the columns are known. */
  Evidence at(int newRow) {
    return at(newRow, null, null);
  }

  /** Moves on to a message of which the columns are known, and what an index says. */
  Evidence at(int newRow, IndexAnswers newIndex) {
    return at(newRow, null, newIndex);
  }

  /** Moves on to a message whose summary is known. */
  Evidence at(int newRow, Summary newSummary, IndexAnswers newIndex) {
    row = newRow;
    summary = newSummary;
    findings = null;
    index = newIndex;
    return this;
  }
}
