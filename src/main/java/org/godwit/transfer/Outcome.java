package org.godwit.transfer;

import java.util.ArrayList;
import java.util.List;

/** What an import or export did. One thread. */
public final class Outcome {

  /** Failures that are kept with their words; all are counted. */
  public static final int FAILURES_MAX = 1000;

  private final List<String> failures = new ArrayList<>();
  private long transferred;
  private long present;
  private long failed;

  void transferred(long messages) {
    transferred += messages;
  }

  void present() {
    present++;
  }

  /** Something failed. @param where file and offset, or mailbox and UID */
  void failed(String where, String reason) {
    failed++;
    if (failures.size() < FAILURES_MAX) {
      failures.add(where + ": " + reason);
    }
  }

  void failed(String line) {
    failed++;
    if (failures.size() < FAILURES_MAX) {
      failures.add(line);
    }
  }

  /** Messages imported or exported. */
  public long transferredMessages() {
    return transferred;
  }

  /** Messages not imported because they were there. */
  public long presentMessages() {
    return present;
  }

  /** How many things failed. */
  public long failedCount() {
    return failed;
  }

  /** Where and why, a line each; at most {@link #FAILURES_MAX}. */
  public List<String> failures() {
    return List.copyOf(failures);
  }
}
