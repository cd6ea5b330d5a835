package org.godwit.mime;

import java.util.Optional;

/**
 * A streaming decoder of one body's transfer encoding: lenient, so that what can be read is read, and honest about it
 * in {@link #malformed()}. Bounded memory whatever the input. One thread.
 */
public abstract class TransferDecoder {
  private static final int OUT_BYTES = 4096;

  private final byte[] out = new byte[OUT_BYTES];
  private int outSize;
  private boolean malformed;

  /** A decoder for an encoding; empty for {@link TransferEncoding#UNKNOWN}. */
  public static Optional<TransferDecoder> of(TransferEncoding encoding) {
    return switch (encoding) {
      case SEVEN_BIT, EIGHT_BIT, BINARY -> Optional.of(new IdentityDecoder());
      case QUOTED_PRINTABLE -> Optional.of(new QuotedPrintableDecoder());
      case BASE64 -> Optional.of(new Base64Decoder());
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Decodes the next octets, in any cut, into {@code sink}. */
  public void decode(byte[] bytes, int offset, int length, OctetSink sink) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      i = plain(bytes, i, end, sink);
      if (i < end) {
        octet(bytes[i], sink);
      }
    }
    flush(sink);
  }

  /** Takes octets that stand for themselves, from the first on, faster than one by one; gives the index behind them. */
  int plain(byte[] bytes, int from, int end, OctetSink sink) {
    return from;
  }

  /** Tells that the body ends here; what is left goes to {@code sink}. */
  public final void finish(OctetSink sink) {
    end(sink);
    flush(sink);
  }

  /**
   * True when something so far was not as RFC 2045 has it, so that a strict decoder would refuse the body (RFC 3516:
   * NO [UNKNOWN-CTE]).
   */
  public final boolean malformed() {
    return malformed;
  }

  abstract void octet(byte octet, OctetSink sink);

  abstract void end(OctetSink sink);

  final void complain() {
    malformed = true;
  }

  final void emit(int octet, OctetSink sink) {
    if (outSize == OUT_BYTES) {
      flush(sink);
    }
    out[outSize++] = (byte) octet;
  }

  /** Many at once. */
  final void emit(byte[] bytes, int from, int to, OctetSink sink) {
    for (int at = from; at < to; ) {
      if (outSize == OUT_BYTES) {
        flush(sink);
      }
      int size = Math.min(to - at, OUT_BYTES - outSize);
      System.arraycopy(bytes, at, out, outSize, size);
      outSize += size;
      at += size;
    }
  }

  private void flush(OctetSink sink) {
    if (outSize > 0) {
      sink.accept(out, 0, outSize);
      outSize = 0;
    }
  }

  private static final class IdentityDecoder extends TransferDecoder {
    @Override
    public void decode(byte[] bytes, int offset, int length, OctetSink sink) {
      sink.accept(bytes, offset, length);
    }

    @Override
    void octet(byte octet, OctetSink sink) {
      emit(octet, sink);
    }

    @Override
    void end(OctetSink sink) {}
  }
}
