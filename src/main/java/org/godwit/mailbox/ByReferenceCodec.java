package org.godwit.mailbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes immutable values of one type over the event bus inside a node, as they are. */
final class ByReferenceCodec<T> implements MessageCodec<T, T> {

  private final String name;

  ByReferenceCodec(Class<T> type) {
    this.name = "by-reference:" + type.getSimpleName();
  }

  @Override
  public T transform(T value) {
    return value;
  }

  @Override
  public void encodeToWire(Buffer buffer, T value) {
    throw new UnsupportedOperationException(name + " does not leave the node");
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException(name + " does not leave the node");
  }

  @Override
  public String name() {
    return name;
  }

  /** -1: a codec of the application. */
  @Override
  public byte systemCodecID() {
    return -1;
  }
}
