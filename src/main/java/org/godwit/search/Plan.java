package org.godwit.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.godwit.mail.InternalDate;

/** A criterion made ready for many messages: parts in order of their cost, texts normalised once, equal texts only once. */
final class Plan {

  private static final int SECONDS_A_DAY = 86_400;

  private final List<Term> terms = new ArrayList<>();
  private final Map<Criterion, Term> known = new HashMap<>();
  private final Node root;

  Plan(Criterion criterion) {
    this.root = node(criterion);
  }

  /** The texts asked for. */
  List<Term> terms() {
    return terms;
  }

  /** Whether columns alone decide for every message. */
  boolean isOfColumns() {
    return root.cost() == 0;
  }

  /** Whether an index may help. */
  boolean isForIndex() {
    return terms.stream().anyMatch(term -> term.question().isPresent());
  }

  Truth test(Evidence evidence) {
    return root.test(evidence);
  }

  private Node node(Criterion criterion) {
    return switch (criterion) {
      case Criterion.All _ -> column(e -> true);
      case Criterion.And and -> several(and.parts(), Truth.FALSE);
      case Criterion.Or or -> several(or.parts(), Truth.TRUE);
      case Criterion.Not not -> new Node.Not(node(not.part()));
      case Criterion.Uids uids -> column(e -> uids.uids().contains(e.rows.uid(e.row)));
      case Criterion.SystemFlag flag -> column(e -> (e.rows.systemFlags(e.row) & flag.bit()) != 0);
      case Criterion.Keyword keyword -> keyword(keyword.keyword());
      case Criterion.Size size -> column(e -> within(e.rows.octets(e.row), size.min(), size.max()));
      case Criterion.ModSeq modSeq -> column(e -> e.rows.modSeq(e.row) >= modSeq.min());
      case Criterion.Arrived time -> column(e -> within(internalDate(e).epochSecond(), time.min(), time.max()));
      case Criterion.Day day -> day(day);
      case Criterion.EmailId id -> column(e -> e.rows.emailId(e.row) == id.value());
      case Criterion.ThreadId id -> new Node.Leaf(1,
          e -> e.summary == null ? Truth.UNKNOWN : Truth.of(e.summary.threadId() == id.value()));
      case Criterion.Header header -> term(header, Term.Place.FIELD, header.field(), header.text());
      case Criterion.Body body -> term(body, Term.Place.BODY, "", body.text());
      case Criterion.Text text -> term(text, Term.Place.ANYWHERE, "", text.text());
    };
  }

  private static Node column(Predicate<Evidence> question) {
    return new Node.Leaf(0, e -> Truth.of(question.test(e)));
  }

  private Node several(List<Criterion> parts, Truth decider) {
    var nodes = parts.stream().map(this::node).sorted(Comparator.comparingInt(Node::cost)).toList();
    int cost = nodes.isEmpty() ? 0 : nodes.getLast().cost();
    return new Node.Several(nodes, decider, cost);
  }

  /** Few different sets of flags are in a mailbox: the answer for the last one is kept. */
  private static Node keyword(String keyword) {
    return column(new Predicate<>() {
      private long last = -1;
      private boolean lastAnswer;

      @Override
      public boolean test(Evidence e) {
        long packed = e.rows.packedFlags(e.row) & 0xFFFF_FFFFL;
        if (packed != last) {
          lastAnswer = e.rows.flags(e.row).hasKeyword(keyword);
          last = packed;
        }
        return lastAnswer;
      }
    });
  }

  private static Node day(Criterion.Day day) {
    return switch (day.field()) {
      case INTERNAL -> column(e -> within(
          Math.floorDiv(internalDate(e).localEpochSecond(), SECONDS_A_DAY), day.first(), day.last()));
      case SAVED -> column(e -> within(e.rows.saveDate(e.row) / SECONDS_A_DAY, day.first(), day.last()));
      case SENT -> new Node.Leaf(1, e -> e.summary == null ? Truth.UNKNOWN : sent(e, day));
    };
  }

  private static Truth sent(Evidence e, Criterion.Day day) {
    LocalDate sent = e.summary.sentDay();
    return Truth.of(sent != null && within(sent.toEpochDay(), day.first(), day.last()));
  }

  private static InternalDate internalDate(Evidence e) {
    return InternalDate.unpack(e.rows.internalDate(e.row));
  }

  private static boolean within(long value, long min, long max) {
    return min <= value && value <= max;
  }

  private Node term(Criterion criterion, Term.Place place, String field, String text) {
    return new Node.OfTerm(known.computeIfAbsent(criterion, c -> {
      var term = new Term(terms.size(), place, field, new Needle(text));
      terms.add(term);
      return term;
    }));
  }
}
