package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.godwit.search.Threads;

/**
 * {@code thread-data = "THREAD" [SP 1*thread-list]} (RFC 5256, 5): a chain of only children is a list of numbers, several children are
 * a list each. Walks with a stack of its own: threads may be as deep as there are messages. One event loop; written once.
 */
public final class ThreadList {

  private static final int STEPS = 256;
  /** On the stack: a parenthesis to be closed. */
  private static final int CLOSE = -2;

  private final Threads threads;
  private final IntUnaryOperator numbers;
  private int[] stack = new int[64];
  private int depth;

  /** @param numbers gives the sequence number or UID of a row */
  public ThreadList(Threads threads, IntUnaryOperator numbers) {
    this.threads = threads;
    this.numbers = numbers;
  }

  /** Writes it, no faster than the client reads. */
  public Uni<Void> write(ResponseWriter out) {
    out.untagged().raw("THREAD");
    if (threads.firstRoot() != Threads.NONE) {
      out.sp();
      push(threads.firstRoot());
    }
    return Uni.createFrom().deferred(() -> steps(out)).repeat().whilst(more -> more).collect().last().invoke(done -> out.end())
        .replaceWithVoid();
  }

  private Uni<Boolean> steps(ResponseWriter out) {
    for (int i = 0; i < STEPS && depth > 0; i++) {
      step(out);
    }
    return out.drained().map(drained -> depth > 0);
  }

  private void step(ResponseWriter out) {
    int node = stack[--depth];
    if (node == CLOSE) {
      out.close();
      return;
    }
    if (threads.next(node) != Threads.NONE) {
      push(threads.next(node));
    }
    push(CLOSE);
    out.open();
    chain(out, node);
  }

  /** Writes a node and its only children, up to several children or none. */
  private void chain(ResponseWriter out, int first) {
    String gap = "";
    int node = first;
    while (true) {
      if (threads.row(node) != Threads.NONE) {
        out.raw(gap).number(numbers.applyAsInt(threads.row(node)));
        gap = " ";
      }
      int child = threads.firstChild(node);
      if (child == Threads.NONE) {
        return;
      }
      if (threads.next(child) != Threads.NONE) {
        out.raw(gap);
        push(child);
        return;
      }
      node = child;
    }
  }

  private void push(int node) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
    }
    stack[depth++] = node;
  }
}
