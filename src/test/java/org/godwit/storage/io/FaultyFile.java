package org.godwit.storage.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file's content as the cache shows it and as the medium has it; what was written since the last sync lies between. */
final class FaultyFile {

  private static final int SECTOR = 512;

  private record Write(int offset, byte[] bytes) {}

  byte[] cached = new byte[0];
  private byte[] durable = new byte[0];
  private final List<Write> pending = new ArrayList<>();
  long modifiedMs;

  static FaultyFile of(byte[] content) {
    var file = new FaultyFile();
    file.cached = content.clone();
    file.durable = content.clone();
    return file;
  }

  FaultyFile copy() {
    var file = new FaultyFile();
    file.cached = cached;
    file.durable = durable;
    file.pending.addAll(pending);
    file.modifiedMs = modifiedMs;
    return file;
  }

  void write(int offset, byte[] bytes) {
    cached = patched(cached, offset, bytes, 0, bytes.length);
    pending.add(new Write(offset, bytes));
  }

  private static byte[] patched(byte[] base, int offset, byte[] bytes, int from, int to) {
    byte[] result = Arrays.copyOf(base, Math.max(base.length, offset + to));
    System.arraycopy(bytes, from, result, offset + from, to - from);
    return result;
  }

  void sync() {
    for (var write : pending) {
      durable = patched(durable, write.offset, write.bytes, 0, write.bytes.length);
    }
    pending.clear();
  }

  /** The medium got nothing, or some of it; the cache believes all is well. */
  void failSync(Random random) {
    durable = survivors(random);
    pending.clear();
  }

  void forgetCached() {
    if (pending.isEmpty()) {
      cached = durable.clone();
    }
  }

  /** What the medium has after a power cut: each sector that was not synced may be there or not, the size too. */
  byte[] survivors(Random random) {
    byte[] result = durable;
    int mode = random.nextInt(3);
    for (var write : pending) {
      if (mode == 0) {
        break;
      }
      if (mode == 1) {
        int length = random.nextInt(write.bytes.length + 1);
        result = patched(result, write.offset, write.bytes, 0, length);
        if (length < write.bytes.length) {
          break;
        }
      } else {
        result = someSectors(result, write, random);
      }
    }
    return result.clone();
  }

  private static byte[] someSectors(byte[] base, Write write, Random random) {
    byte[] result = base;
    for (int from = 0; from < write.bytes.length; from += SECTOR) {
      int to = Math.min(write.bytes.length, from + SECTOR);
      if (random.nextInt(4) > 0) {
        result = patched(result, write.offset, write.bytes, from, to);
      }
    }
    return result;
  }
}
