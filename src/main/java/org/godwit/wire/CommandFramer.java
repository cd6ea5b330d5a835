package org.godwit.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cuts a connection's input into commands: lines, each ending in a literal or ending the command (RFC 9051, 2.2.1). A
 * pure state machine without I/O: {@link #next} consumes what the queue holds and tells what it came to, however the
 * input was cut on its way.
 *
 * <p>Bounds: text of a command {@code lineBytesMax} octets over all its lines; what is refused is read past without
 * being kept, up to {@code skipBytesMax} octets.
 */
public final class CommandFramer {

  private static final int START_BYTES = 128;
  private static final int PIECE_BYTES = 32 * 1024;
  /** Longest announcement of a literal: enough to find one at the end of a line that is skipped. */
  private static final int TAIL_BYTES = 64;

  private static final Step NEED_INPUT = new Step.NeedInput();

  private enum Reading {
    LINE, OFFERED, LITERAL, STREAM, SKIP_LINE, SKIP_LITERAL, REFUSED
  }

  private long skipBytesMax;
  private int lineBytesMax;

  private Reading reading = Reading.LINE;
  private List<Part> parts = new ArrayList<>(1);
  private byte[] start = new byte[0];
  private int textBytes;
  private LiteralHead offered;
  private byte[] literal;
  private int filled;
  private LiteralSink sink;
  private long remaining;
  private Refusal refusal;
  private long skipped;
  private byte[] tail = new byte[0];

  /**
   * @param lineBytesMax octets of text a command may have, without its literals
   * @param skipBytesMax octets of a refused command that are read past before the connection is given up
   */
  public CommandFramer(int lineBytesMax, long skipBytesMax) {
    this.lineBytesMax = lineBytesMax;
    this.skipBytesMax = skipBytesMax;
  }

  /** Changes the bounds from here on; meant for a moment between two commands. */
  public void bounds(int newLineBytesMax, long newSkipBytesMax) {
    this.lineBytesMax = newLineBytesMax;
    this.skipBytesMax = newSkipBytesMax;
  }

  /** Consumes input up to the next event. */
  public Step next(ByteQueue in) {
    while (true) {
      var step = switch (reading) {
        case LINE -> line(in);
        case OFFERED -> throw new IllegalStateException("the offered literal is neither taken nor refused");
        case LITERAL -> literal(in);
        case STREAM -> piece(in);
        case SKIP_LINE -> skipLine(in);
        case SKIP_LITERAL -> skipLiteral(in);
        case REFUSED -> refused();
      };
      if (step != null) {
        return step;
      }
    }
  }

  /** The offered literal is kept in memory. The caller has checked that its size is small. */
  public void keep() {
    requireOffered();
    literal = new byte[Math.toIntExact(offered.size())];
    filled = 0;
    reading = Reading.LITERAL;
  }

  /** The offered literal goes to a sink. */
  public void stream(LiteralSink target) {
    requireOffered();
    sink = target;
    remaining = offered.size();
    reading = Reading.STREAM;
  }

  /**
   * The offered literal is refused and with it the command. If the client waits for leave to send it, the command is
   * over; else the rest of it is read past.
   */
  public void refuse(Refusal why) {
    requireOffered();
    refusal = why;
    skipped = 0;
    parts = new ArrayList<>(1);
    afterSkippedHead(offered);
  }

  /**
   * Gives up a command whose literal is being streamed, or was just streamed: its sink failed. The rest of the command
   * is read past. Its sinks are returned for release.
   */
  public List<LiteralSink> giveUp(Refusal why) {
    var sinks = sinks();
    refusal = why;
    skipped = 0;
    tail = new byte[0];
    parts = new ArrayList<>(1);
    reading = reading == Reading.STREAM && remaining > 0 ? Reading.SKIP_LITERAL : Reading.SKIP_LINE;
    sink = null;
    return sinks;
  }

  /** Gives up the command that is being read, with its connection; its sinks are returned for release. */
  public List<LiteralSink> abandon() {
    var sinks = sinks();
    reset();
    return sinks;
  }

  /** Sinks that the unfinished command holds. */
  private List<LiteralSink> sinks() {
    var sinks = new ArrayList<LiteralSink>();
    for (var part : parts) {
      if (part instanceof Part.Streamed streamed) {
        sinks.add(streamed.sink());
      }
    }
    if (sink != null) {
      sinks.add(sink);
    }
    return sinks;
  }

  private Step line(ByteQueue in) {
    int length = in.lineLength();
    // the bound includes CRLF; without LF yet, at least that one octet is to come
    int seen = length < 0 ? in.size() + 1 : length;
    if (textBytes + seen > lineBytesMax + 2) {
      return refuseLine(in);
    }
    if (length < 0) {
      return NEED_INPUT;
    }
    byte[] line = in.takeLine(length);
    textBytes += line.length;
    if (parts.isEmpty()) {
      start = Arrays.copyOf(line, Math.min(line.length, START_BYTES));
    }
    parts.add(new Part.Text(line));
    var head = LiteralHead.endOf(line);
    if (head == null) {
      return finish();
    }
    offered = head;
    reading = Reading.OFFERED;
    return new Step.Offer(head, Collections.unmodifiableList(parts));
  }

  private Step finish() {
    var command = new Step.Command(List.copyOf(parts));
    reset();
    return command;
  }

  private Step literal(ByteQueue in) {
    int length = Math.min(in.size(), literal.length - filled);
    in.take(literal, filled, length);
    filled += length;
    if (filled < literal.length) {
      return NEED_INPUT;
    }
    parts.add(new Part.Literal(literal, offered.binary()));
    literal = null;
    reading = Reading.LINE;
    return null;
  }

  private Step piece(ByteQueue in) {
    if (remaining == 0) {
      var done = sink;
      parts.add(new Part.Streamed(done, offered.size(), offered.binary()));
      sink = null;
      reading = Reading.LINE;
      return new Step.PieceEnd(done);
    }
    int length = (int) Math.min(Math.min(in.size(), remaining), PIECE_BYTES);
    if (length == 0) {
      return NEED_INPUT;
    }
    remaining -= length;
    return new Step.Piece(sink, in.take(length));
  }

  private Step refuseLine(ByteQueue in) {
    refusal = Refusal.LINE_TOO_LONG;
    skipped = 0;
    tail = new byte[0];
    if (start.length == 0) {
      // look, do not take: the line is read past from its beginning
      start = in.peek(Math.min(in.size(), START_BYTES));
    }
    reading = Reading.SKIP_LINE;
    return null;
  }

  private Step skipLine(ByteQueue in) {
    int length = in.lineLength();
    byte[] piece = in.take(length < 0 ? in.size() : length);
    skipped += piece.length;
    tail = lastOf(tail, piece);
    if (skipped > skipBytesMax) {
      return new Step.Hopeless(refusal);
    }
    if (length < 0) {
      return NEED_INPUT;
    }
    var head = LiteralHead.endOf(withoutLineEnd(tail));
    if (head == null) {
      return refused();
    }
    afterSkippedHead(head);
    return null;
  }

  /** A refused command goes on with a literal, unless the client waits for leave to send it. */
  private void afterSkippedHead(LiteralHead head) {
    tail = new byte[0];
    remaining = head.size();
    reading = head.synchronizing() ? Reading.REFUSED : Reading.SKIP_LITERAL;
  }

  private Step skipLiteral(ByteQueue in) {
    if (remaining > skipBytesMax - skipped) {
      return new Step.Hopeless(refusal);
    }
    int length = (int) Math.min(in.size(), remaining);
    in.skip(length);
    skipped += length;
    remaining -= length;
    if (remaining > 0) {
      return NEED_INPUT;
    }
    reading = Reading.SKIP_LINE;
    return null;
  }

  private Step refused() {
    var step = new Step.Refused(start, refusal);
    reset();
    return step;
  }

  private static byte[] lastOf(byte[] before, byte[] piece) {
    if (piece.length >= TAIL_BYTES) {
      return Arrays.copyOfRange(piece, piece.length - TAIL_BYTES, piece.length);
    }
    byte[] all = Arrays.copyOf(before, before.length + piece.length);
    System.arraycopy(piece, 0, all, before.length, piece.length);
    return all.length <= TAIL_BYTES ? all : Arrays.copyOfRange(all, all.length - TAIL_BYTES, all.length);
  }

  private static byte[] withoutLineEnd(byte[] line) {
    int length = line.length - 1;
    return Arrays.copyOf(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
  }

  private void requireOffered() {
    if (reading != Reading.OFFERED) {
      throw new IllegalStateException("no literal is offered");
    }
  }

  private void reset() {
    reading = Reading.LINE;
    parts = new ArrayList<>(1);
    start = new byte[0];
    textBytes = 0;
    offered = null;
    literal = null;
    sink = null;
    remaining = 0;
    refusal = null;
    tail = new byte[0];
  }
}
