package org.godwit.mailbox.routing;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.godwit.cluster.NodeId;

/**
 * What other nodes were asked and have not answered yet. A connection between nodes that breaks loses what was on its way, in both directions, and
 * tells nobody; so a node is asked now and then what it is still about. Safe on any thread.
 */
final class Questions {

  /** How many questions are asked after at a time. */
  private static final int ASIDE_MAX = 1_000;
  /** Who has said so often that it is not about something is believed: the first time an answer may be on its way. */
  private static final int MISSED_MAX = 2;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<NodeId, Map<Long, Question>> waiting = new ConcurrentHashMap<>();

  /** One of them. */
  static final class Question {
    private final UniEmitter<? super Buffer> emitter;
    private volatile boolean seasoned;
    private volatile int missed;

    private Question(UniEmitter<? super Buffer> emitter) {
      this.emitter = emitter;
    }
  }

  /** Takes a question down until it is answered; its number. */
  long add(NodeId node, UniEmitter<? super Buffer> emitter) {
    long number = numbers.incrementAndGet();
    waiting.compute(node, (key, known) -> {
      var questions = known == null ? new ConcurrentHashMap<Long, Question>() : known;
      questions.put(number, new Question(emitter));
      return questions;
    });
    emitter.onTermination(() -> remove(node, number));
    return number;
  }

  private void remove(NodeId node, long number) {
    waiting.computeIfPresent(node, (key, questions) -> {
      questions.remove(number);
      return questions.isEmpty() ? null : questions;
    });
  }

  /** Who has been asked something. */
  Set<NodeId> nodes() {
    return Set.copyOf(waiting.keySet());
  }

  /** The node is no member any more: nothing that it was asked will be answered. */
  void gone(NodeId node) {
    fail(node, waiting.getOrDefault(node, Map.of()).values());
  }

  private static void fail(NodeId node, Iterable<Question> questions) {
    List<Question> late = new ArrayList<>();
    questions.forEach(late::add);
    late.forEach(question -> question.emitter.fail(new NodeGone(node)));
  }

  /** What the node is to be asked after, as {@link #unknown} reads it: questions that were there when this was last called. Empty if there are none. */
  Buffer old(NodeId node) {
    var numbersOld = Buffer.buffer();
    waiting.getOrDefault(node, Map.of()).forEach((number, question) -> {
      if (question.seasoned && numbersOld.length() < ASIDE_MAX * Long.BYTES) {
        numbersOld.appendLong(number);
      }
      question.seasoned = true;
    });
    return numbersOld;
  }

  /** Those of the numbers that are not among what a node is about. */
  static Buffer unknown(Buffer asked, Predicate<Long> isUnderway) {
    var missing = Buffer.buffer();
    numbers(asked).stream().filter(isUnderway.negate()).forEach(missing::appendLong);
    return missing;
  }

  /** The node has said of what it is not about. */
  void answered(NodeId node, Buffer asked, Buffer missing) {
    var gone = numbers(missing);
    var questions = waiting.getOrDefault(node, Map.of());
    for (long number : numbers(asked)) {
      var question = questions.get(number);
      if (question != null) {
        question.missed = gone.contains(number) ? question.missed + 1 : 0;
        if (question.missed == MISSED_MAX) {
          fail(node, List.of(question));
        }
      }
    }
  }

  private static Set<Long> numbers(Buffer octets) {
    var found = new HashSet<Long>();
    for (int at = 0; at + Long.BYTES <= octets.length(); at += Long.BYTES) {
      found.add(octets.getLong(at));
    }
    return found;
  }
}
