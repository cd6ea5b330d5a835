package org.godwit.mime;

import java.util.Arrays;

/**
 * RFC 2045, 6.8. White space and line ends are skipped silently, other strange octets with a complaint. Padding ends a
 * quantum but not the body: bodies glued together from several encoded pieces decode piece by piece.
 */
final class Base64Decoder extends TransferDecoder {
  private static final byte SKIP = -1;
  private static final byte BAD = -2;
  private static final byte PAD = -3;
  private static final byte[] VALUES = values();

  private int bits;
  private int digits;
  private int padding;

  @Override
  void octet(byte octet, OctetSink sink) {
    byte value = VALUES[octet & 0xff];
    if (value >= 0) {
      digit(value, sink);
    } else if (value == PAD) {
      pad(sink);
    } else if (value == BAD) {
      complain();
    }
  }

  @Override
  void end(OctetSink sink) {
    if (digits > 0) {
      complain();
      partialQuantum(sink);
    }
    if (padding > 0) {
      complain();
    }
  }

  private void digit(byte value, OctetSink sink) {
    if (padding > 0) {
      complain();
      padding = 0;
    }
    bits = bits << 6 | value;
    if (++digits == 4) {
      emit(bits >> 16, sink);
      emit(bits >> 8, sink);
      emit(bits, sink);
      digits = 0;
      bits = 0;
    }
  }

  /** {@code padding} counts the "=" still expected. */
  private void pad(OctetSink sink) {
    if (padding > 0) {
      padding--;
    } else if (digits < 2) {
      complain();
    } else {
      padding = 3 - digits;
      partialQuantum(sink);
    }
  }

  private void partialQuantum(OctetSink sink) {
    if (digits == 2) {
      emit(bits >> 4, sink);
    } else if (digits == 3) {
      emit(bits >> 10, sink);
      emit(bits >> 2, sink);
    }
    digits = 0;
    bits = 0;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, BAD);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    for (char white : " \t\r\n".toCharArray()) {
      values[white] = SKIP;
    }
    values['='] = PAD;
    return values;
  }
}
