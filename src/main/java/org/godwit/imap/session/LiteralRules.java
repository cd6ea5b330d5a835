package org.godwit.imap.session;

import java.util.List;
import java.util.Optional;
import org.godwit.imap.command.LiteralPolicy;
import org.godwit.wire.LiteralHead;
import org.godwit.wire.Part;
import org.godwit.wire.Refusal;

/**
 * Decides what becomes of a literal before the client sends it: held in memory, streamed, or refused (RFC 9051, 4.3;
 * RFC 7888, 4).
 */
final class LiteralRules {

  /** What becomes of a literal. */
  enum Verdict {
    KEEP,
    STREAM,
    REFUSE
  }

  /** @param refusal why, if refused */
  record Decision(Verdict verdict, Optional<Refusal> refusal) {
    static final Decision KEEP = new Decision(Verdict.KEEP, Optional.empty());
    static final Decision STREAM = new Decision(Verdict.STREAM, Optional.empty());

    static Decision refuse(Refusal why) {
      return new Decision(Verdict.REFUSE, Optional.of(why));
    }
  }

  private final ImapLimits limits;

  LiteralRules(ImapLimits limits) {
    this.limits = limits;
  }

  /** About the literal that {@code head} announces behind {@code parts}. */
  Decision decide(LiteralHead head, List<Part> parts, boolean loggedIn) {
    if (parts.size() / 2 >= limits.literalsMax()) {
      return Decision.refuse(Refusal.TOO_MANY_LITERALS);
    }
    if (loggedIn && isMessage(parts)) {
      return message(head.size(), parts);
    }
    if (head.size() > (loggedIn ? limits.literalBytesMax() : limits.loginLiteralBytesMax())) {
      return Decision.refuse(Refusal.LITERAL_TOO_LARGE);
    }
    if (head.size() > limits.commandBytesMax() - inMemory(parts)) {
      return Decision.refuse(Refusal.TOO_MANY_LITERALS);
    }
    return Decision.KEEP;
  }

  private Decision message(long size, List<Part> parts) {
    if (size > limits.messageBytesMax()) {
      return Decision.refuse(Refusal.MESSAGE_TOO_LARGE);
    }
    return size <= limits.messageMemoryBytesMax() - inMemory(parts) ? Decision.KEEP : Decision.STREAM;
  }

  private static long inMemory(List<Part> parts) {
    long octets = 0;
    for (var part : parts) {
      if (part instanceof Part.Literal literal) {
        octets += literal.octets().length;
      }
    }
    return octets;
  }

  private static boolean isMessage(List<Part> parts) {
    return LiteralPolicy.classify(ReceivedCommand.bytes(parts)).kind() == LiteralPolicy.Kind.MESSAGE;
  }
}
