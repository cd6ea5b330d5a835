package org.godwit.tls;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what handshakes compute, few, so that a flood of handshakes leaves processors to those who are logged in. */
final class TlsTaskPool {

  private static final long IDLE_SECONDS = 30;

  private TlsTaskPool() {}

  /** A pool that rejects tasks when {@code waitingMax} wait. Its threads end when they have nothing to do. */
  static ThreadPoolExecutor of(int threads, int waitingMax) {
    var pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waitingMax),
        Thread.ofPlatform().name("tls-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
