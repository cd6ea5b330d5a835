package org.godwit.mime;

/** Takes decoded text in order, a bounded chunk at a time; the characters are the caller's again when the call returns. */
@FunctionalInterface
public interface TextSink {
  /** Takes a chunk of text. */
  void accept(CharSequence text);
}
