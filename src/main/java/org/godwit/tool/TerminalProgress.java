package org.godwit.tool;

import java.io.PrintWriter;
import java.time.Duration;
import org.godwit.transfer.Progress;

/** A bar on a terminal; elsewhere a line for each mailbox, and one every ten seconds. One thread. */
final class TerminalProgress implements Progress {

  private static final long BAR_MS = 200;
  private static final long LINE_MS = 10_000;
  private static final int BAR_WIDTH = 30;

  private final PrintWriter err;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private long lastShown = began;
  private long total;
  private boolean bar;

  TerminalProgress(PrintWriter err) {
    this(err, System.console() != null && System.console().isTerminal());
  }

  TerminalProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void total(long size) {
    total = size;
  }

  @Override
  public void done(long size, long messages) {
    long now = System.nanoTime();
    if (now - lastShown < Duration.ofMillis(terminal ? BAR_MS : LINE_MS).toNanos()) {
      return;
    }
    lastShown = now;
    int percent = total == 0 ? 100 : (int) Math.clamp(100 * (double) size / total, 0, 100);
    double seconds = (now - began) / 1e9;
    var text = percent + "%  " + messages + " messages, " + Math.round(messages / seconds) + "/s";
    if (!terminal) {
      err.println(text);
    } else {
      long left = size == 0 ? 0 : Math.round(seconds / size * Math.max(0, total - size));
      int full = percent * BAR_WIDTH / 100;
      err.print("\r[" + "=".repeat(full) + " ".repeat(BAR_WIDTH - full) + "] " + text + ", " + left / 60 + ":"
          + String.format("%02d", left % 60) + " left\u001b[K");
      bar = true;
    }
    err.flush();
  }

  @Override
  public void mailbox(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  /** Takes the bar away. */
  void clear() {
    if (bar) {
      err.print("\r\u001b[K");
      err.flush();
      bar = false;
    }
  }
}
