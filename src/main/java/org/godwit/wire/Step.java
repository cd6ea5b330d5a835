package org.godwit.wire;

import java.util.List;

/** What the {@link CommandFramer} came to in its input. */
public sealed interface Step {

  /** All input is consumed and the command is not complete: more is needed. */
  record NeedInput() implements Step {
  }

  /** A whole command. Text first; text and literals alternate. */
  record Command(List<Part> parts) implements Step {
  }

  /**
   * A literal is announced. The caller answers with {@link CommandFramer#keep}, {@link CommandFramer#stream} or
   * {@link CommandFramer#refuse} before it asks for the next step.
   *
   * @param head the announcement
   * @param parts what the command holds up to here
   */
  record Offer(LiteralHead head, List<Part> parts) implements Step {
  }

  /** A piece of a literal that is streamed, to be written to its sink before the next step. */
  record Piece(LiteralSink sink, byte[] octets) implements Step {
  }

  /** The streamed literal is over: its sink is to be completed before the next step. */
  record PieceEnd(LiteralSink sink) implements Step {
  }

  /**
   * A command that was refused has gone by unread.
   *
   * @param start the first octets of the command, enough for its tag
   * @param why what it broke
   */
  record Refused(byte[] start, Refusal why) implements Step {
  }

  /** Too much to read past: the connection is beyond repair. */
  record Hopeless(Refusal why) implements Step {
  }
}
