package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.godwit.search.Threads;
import org.godwit.vertx.LoopTurn;

/**
 * {@code thread-data = "THREAD" [SP 1*thread-list]} (RFC 5256, 5): a chain of only children is a list of numbers, several children are
 * a list each. Walks with a stack of its own: threads may be as deep as there are messages. One event loop; written once.
 */
public final class ThreadList {

  private static final int STEPS = 256;
  /** Nodes of a chain that are written in one step. */
  private static final int CHAIN = 16;
  /** On the stack: a parenthesis to be closed. */
  private static final int CLOSE = -2;
  /** On the stack, above a node: the chain that goes on there. */
  private static final int ON = -3;

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
    var turn = new LoopTurn();
    return Uni.createFrom().deferred(() -> steps(out, turn)).repeat().whilst(more -> more).collect().last().invoke(done -> out.end())
        .replaceWithVoid();
  }

  private Uni<Boolean> steps(ResponseWriter out, LoopTurn turn) {
    for (int i = 0; i < STEPS && depth > 0; i++) {
      step(out);
    }
    return out.drained().chain(turn::pause).map(paused -> depth > 0);
  }

  private void step(ResponseWriter out) {
    int node = stack[--depth];
    if (node == CLOSE) {
      out.close();
      return;
    }
    if (node == ON) {
      chain(out, stack[--depth], " ");
      return;
    }
    if (threads.next(node) != Threads.NONE) {
      push(threads.next(node));
    }
    push(CLOSE);
    out.open();
    chain(out, node, "");
  }

  /** Writes a node and its only children, up to several children or none; a long chain in several steps. */
  private void chain(ResponseWriter out, int first, String before) {
    String gap = before;
    int node = first;
    for (int i = 0; i < CHAIN || gap.isEmpty(); i++) {
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
    push(node);
    push(ON);
  }

  private void push(int node) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
    }
    stack[depth++] = node;
  }
}
