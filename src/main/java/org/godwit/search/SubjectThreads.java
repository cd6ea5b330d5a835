package org.godwit.search;

import java.util.Arrays;
import org.godwit.mail.Summary;

/**
 * ORDEREDSUBJECT (RFC 5256, 3): the first message of a subject is a thread's root, all others are its children. Taken by sent date,
 * threads and children come up in the right order. Messages without a subject have one subject in common. One thread at a time.
 */
final class SubjectThreads implements ThreadBuilder {

  private final ThreadMessages messages;

  SubjectThreads(ThreadMessages messages) {
    this.messages = messages;
  }

  @Override
  public void add(int row, Summary summary) {
    messages.add(row, summary);
  }

  @Override
  public Threads build() {
    int count = messages.count();
    int[] row = new int[count];
    Arrays.setAll(row, messages::row);
    var threads = new Threads(row);
    // by subject number, the one of no subject behind all others
    int[] root = new int[count + 1];
    Arrays.fill(root, Threads.NONE);
    for (int message : messages.bySentDate()) {
      int subject = messages.subject(message) == ThreadMessages.NO_SUBJECT ? count : messages.subject(message);
      if (root[subject] == Threads.NONE) {
        root[subject] = message;
        threads.addRoot(message);
      } else {
        threads.addChild(root[subject], message);
      }
    }
    return threads;
  }
}
