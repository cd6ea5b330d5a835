package org.godwit.mime;

/**
 * RFC 2045, 6.7. White space at the end of a line is dropped, as the RFC demands; an "=" that begins neither an octet
 * nor a soft line break stays as it is, with a complaint. Line ends stay as they are.
 */
final class QuotedPrintableDecoder extends TransferDecoder {
  /** White space held back until it is known whether the line ends; far more than a legal line holds. */
  private static final int HELD_MAX = 1024;

  private enum State {
    TEXT, EQUALS, HEX, SOFT_BREAK
  }

  private final byte[] held = new byte[HELD_MAX];
  private State state = State.TEXT;
  private int heldSize;
  private byte firstHex;

  /** Text up to what has a meaning, without white space at its end: that may be the end of the line. */
  @Override
  int plain(byte[] bytes, int from, int end, OctetSink sink) {
    if (state != State.TEXT) {
      return from;
    }
    int to = from;
    while (to < end && bytes[to] != '=' && (bytes[to] >= ' ' || bytes[to] == '\t')) {
      to++;
    }
    while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) {
      to--;
    }
    if (to > from) {
      release(sink);
      emit(bytes, from, to, sink);
    }
    return to;
  }

  @Override
  void octet(byte octet, OctetSink sink) {
    switch (state) {
      case TEXT -> text(octet, sink);
      case EQUALS -> afterEquals(octet, sink);
      case HEX -> secondHex(octet, sink);
      case SOFT_BREAK -> softBreak(octet, sink);
    }
  }

  @Override
  void end(OctetSink sink) {
    if (state == State.HEX) {
      complain();
      emit('=', sink);
      emit(firstHex, sink);
    } else if (state == State.TEXT && heldSize > 0) {
      heldSize = 0;
    }
    state = State.TEXT;
  }

  private void text(byte octet, OctetSink sink) {
    switch (octet) {
      case '=' -> {
        release(sink);
        state = State.EQUALS;
      }
      case ' ', '\t' -> hold(octet, sink);
      case '\n' -> {
        // a CR before this LF was held with the white space
        boolean carriageReturn = heldSize > 0 && held[heldSize - 1] == '\r';
        heldSize = 0;
        if (carriageReturn) {
          emit('\r', sink);
        }
        emit('\n', sink);
      }
      case '\r' -> hold(octet, sink);
      default -> {
        release(sink);
        if (octet < 0) {
          complain();
        }
        emit(octet, sink);
      }
    }
  }

  private void afterEquals(byte octet, OctetSink sink) {
    if (octet == '\n') {
      state = State.TEXT;
    } else if (octet == '\r' || octet == ' ' || octet == '\t') {
      hold(octet, sink);
      state = State.SOFT_BREAK;
    } else if (hex(octet) >= 0) {
      firstHex = octet;
      state = State.HEX;
    } else {
      notAnEscape(sink);
      text(octet, sink);
    }
  }

  private void secondHex(byte octet, OctetSink sink) {
    int low = hex(octet);
    state = State.TEXT;
    if (low >= 0) {
      emit(hex(firstHex) << 4 | low, sink);
    } else {
      complain();
      emit('=', sink);
      emit(firstHex, sink);
      text(octet, sink);
    }
  }

  /** White space between "=" and the line end is padding that some transport added. */
  private void softBreak(byte octet, OctetSink sink) {
    if (octet == '\n') {
      heldSize = 0;
      state = State.TEXT;
    } else if (octet == '\r' || octet == ' ' || octet == '\t') {
      hold(octet, sink);
    } else {
      notAnEscape(sink);
      text(octet, sink);
    }
  }

  private void notAnEscape(OctetSink sink) {
    complain();
    emit('=', sink);
    state = State.TEXT;
  }

  private void hold(byte octet, OctetSink sink) {
    if (heldSize == HELD_MAX) {
      release(sink);
    }
    held[heldSize++] = octet;
  }

  private void release(OctetSink sink) {
    for (int i = 0; i < heldSize; i++) {
      emit(held[i], sink);
    }
    heldSize = 0;
  }

  private static int hex(byte octet) {
    return Character.digit(octet, 16);
  }
}
