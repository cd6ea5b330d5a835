package org.godwit.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderMalfunctionError;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Octets to Unicode, streaming, never failing. With a known charset, what is malformed becomes U+FFFD. Without one (or
 * when UTF-8 turns out to be a lie) the octets are UTF-8 as long as they look it, and windows-1252 from the first that
 * do not. Memory: a few KiB. One thread.
 */
public final class TextDecoder {
  private static final int CHARS_MAX = 4096;
  /** The longest incomplete sequence that a charset can leave undecoded at the end of a chunk. */
  private static final int REST_MAX = 64;

  private final CharBuffer chars;
  private final byte[] rest = new byte[REST_MAX];
  private int restSize;
  private CharsetDecoder decoder;

  /** @param charsetName the declared charset; empty or unknown means guess */
  public TextDecoder(String charsetName) {
    this(charsetName, CHARS_MAX);
  }

  private TextDecoder(String charsetName, int chars) {
    this.chars = CharBuffer.allocate(chars);
    Charset charset = Charsets.lookup(charsetName).orElse(StandardCharsets.UTF_8);
    use(charset, charset.equals(StandardCharsets.UTF_8));
  }

  /** All of a small text at once. */
  public static String decode(String charsetName, byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    TextDecoder decoder = new TextDecoder(charsetName, Math.min(CHARS_MAX, length + 8));
    decoder.decode(bytes, offset, length, text::append);
    decoder.finish(text::append);
    return text.toString();
  }

  /** Decodes the next octets, in any cut. */
  public void decode(byte[] bytes, int offset, int length, TextSink sink) {
    int at = offset;
    int end = offset + length;
    while (restSize > 0 && at < end) {
      rest[restSize++] = bytes[at++];
      ByteBuffer in = ByteBuffer.wrap(rest, 0, restSize);
      run(in, false, sink);
      keep(in);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, at, end - at);
    run(in, false, sink);
    if (in.hasRemaining()) {
      keep(in);
    }
  }

  /** Tells that the text ends here. */
  public void finish(TextSink sink) {
    run(ByteBuffer.wrap(rest, 0, restSize), true, sink);
    restSize = 0;
    CoderResult result = decoder.flush(chars);
    drain(sink);
    while (result.isOverflow()) {
      result = decoder.flush(chars);
      drain(sink);
    }
  }

  private void run(ByteBuffer in, boolean last, TextSink sink) {
    while (true) {
      boolean underflow = false;
      boolean failed;
      try {
        CoderResult result = decoder.decode(in, chars, last);
        underflow = result.isUnderflow();
        failed = result.isError();
      } catch (CoderMalfunctionError e) {
        // some charset providers fail on octets that their charset does not have (jutf7 on those above 127)
        failed = true;
      }
      drain(sink);
      if (failed) {
        use(Charsets.fallback(), false);
      } else if (underflow) {
        return;
      }
    }
  }

  private void keep(ByteBuffer in) {
    int length = Math.min(in.remaining(), REST_MAX - 1);
    in.get(rest, 0, length);
    restSize = length;
  }

  private void drain(TextSink sink) {
    chars.flip();
    if (chars.hasRemaining()) {
      sink.accept(chars);
    }
    chars.clear();
  }

  private void use(Charset charset, boolean guess) {
    CodingErrorAction action = guess ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
    decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
  }
}
