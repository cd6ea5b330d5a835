package org.godwit.mime;

/** Takes octets in order; the array belongs to the caller again when the call returns. */
@FunctionalInterface
public interface OctetSink {
  /** Takes {@code length} octets of {@code bytes} from {@code offset}. */
  void accept(byte[] bytes, int offset, int length);
}
