package org.godwit.storage.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The few calls of Linux that Java does not offer: reading without waiting ({@code preadv2} with {@code RWF_NOWAIT}) and
 * dropping a file's cached pages. On other systems every call says "cannot".
 */
final class NativeFiles {

  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int RWF_NOWAIT = 8;
  private static final int FADV_DONTNEED = 4;
  /** Heap buffers are read through a direct one of this size per thread, octets. */
  private static final int BOUNCE_BYTES = 64 * 1024;

  private static final MethodHandle OPEN;
  private static final MethodHandle CLOSE;
  private static final MethodHandle PREADV2;
  private static final MethodHandle FADVISE;
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  static {
    boolean linux = System.getProperty("os.name").equals("Linux");
    var integer = ValueLayout.JAVA_INT;
    var offset = ValueLayout.JAVA_LONG;
    var pointer = ValueLayout.ADDRESS;
    OPEN = linux ? find("open", FunctionDescriptor.of(integer, pointer, integer), Linker.Option.firstVariadicArg(2)) : null;
    CLOSE = linux ? find("close", FunctionDescriptor.of(integer, integer)) : null;
    PREADV2 = linux ? find("preadv2", FunctionDescriptor.of(offset, integer, pointer, integer, offset, integer)) : null;
    FADVISE = linux ? find("posix_fadvise", FunctionDescriptor.of(integer, integer, offset, offset, integer)) : null;
  }

  private NativeFiles() {}

  private static MethodHandle find(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.defaultLookup().find(name).map(at -> linker.downcallHandle(at, descriptor, options)).orElse(null);
  }

  private static boolean supported() {
    return OPEN != null && CLOSE != null && PREADV2 != null && FADVISE != null;
  }

  /** A descriptor for reading the file, or -1. */
  static int open(Path file) {
    if (!supported()) {
      return -1;
    }
    try (var arena = Arena.ofConfined()) {
      return (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), O_RDONLY_CLOEXEC);
    } catch (Throwable e) {
      throw new IllegalStateException("open " + file, e);
    }
  }

  static void close(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close", e);
    }
  }

  /** @see ReadFile#readNow */
  static int readNow(int descriptor, long position, ByteBuffer buffer) {
    if (!buffer.hasRemaining()) {
      return 0;
    }
    var scratch = SCRATCH.get();
    return buffer.isDirect() ? scratch.read(descriptor, position, buffer)
        : scratch.readThroughBounce(descriptor, position, buffer);
  }

  /** Asks the system to drop the file's clean pages; best effort. */
  static void forgetCached(Path file) throws IOException {
    int descriptor = open(file);
    if (descriptor < 0) {
      return;
    }
    try {
      int ignored = (int) FADVISE.invokeExact(descriptor, 0L, 0L, FADV_DONTNEED);
    } catch (Throwable e) {
      throw new IOException("fadvise " + file, e);
    } finally {
      close(descriptor);
    }
  }

  /** What one thread needs to call preadv2: an iovec, and a direct buffer for the sake of heap buffers. */
  private static final class Scratch {

    private final MemorySegment iovec = Arena.ofAuto().allocate(16, 8);
    private ByteBuffer bounce;

    int read(int descriptor, long position, ByteBuffer direct) {
      var target = MemorySegment.ofBuffer(direct);
      iovec.set(ValueLayout.JAVA_LONG, 0, target.address());
      iovec.set(ValueLayout.JAVA_LONG, 8, direct.remaining());
      int read;
      try {
        read = (int) (long) PREADV2.invokeExact(descriptor, iovec, 1, position, RWF_NOWAIT);
      } catch (Throwable e) {
        throw new IllegalStateException("preadv2", e);
      }
      if (read > 0) {
        direct.position(direct.position() + read);
      }
      return read;
    }

    int readThroughBounce(int descriptor, long position, ByteBuffer heap) {
      if (bounce == null) {
        bounce = ByteBuffer.allocateDirect(BOUNCE_BYTES);
      }
      bounce.clear().limit(Math.min(bounce.capacity(), heap.remaining()));
      int read = read(descriptor, position, bounce);
      if (read > 0) {
        heap.put(bounce.flip());
      }
      return read;
    }
  }
}
