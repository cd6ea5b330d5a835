package org.godwit.auth.pam;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;

/** The system's users as {@code getent passwd} finds them: files, and whatever else nsswitch.conf(5) names. */
final class NameService implements SystemUsers {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;

  /** {@code int getpwnam_r(const char *name, struct passwd *pwd, char *buffer, size_t bytes, struct passwd **result)}. */
  private static final MethodHandle GETPWNAM_R = Linker.nativeLinker().downcallHandle(
      Linker.nativeLinker().defaultLookup().findOrThrow("getpwnam_r"),
      FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER, POINTER, ValueLayout.JAVA_LONG, POINTER));

  /** {@code struct passwd} of 64-bit systems: the number stands behind two pointers. */
  private static final long PASSWD_BYTES = 64;
  private static final long UID_OFFSET = 16;

  private static final int ERANGE = 34;
  private static final int BUFFER_BYTES = 4096;
  private static final int BUFFER_BYTES_MAX = 1 << 20;

  @Override
  public OptionalLong uid(String name) throws IOException {
    for (int bytes = BUFFER_BYTES; bytes <= BUFFER_BYTES_MAX; bytes *= 4) {
      try (var arena = Arena.ofConfined()) {
        MemorySegment passwd = arena.allocate(PASSWD_BYTES, Long.BYTES);
        MemorySegment result = arena.allocate(POINTER);
        int error = call(arena.allocateFrom(name), passwd, arena.allocate(bytes), bytes, result);
        if (error == 0) {
          boolean none = result.get(POINTER, 0).equals(MemorySegment.NULL);
          return none ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(passwd.get(ValueLayout.JAVA_INT, UID_OFFSET)));
        }
        if (error != ERANGE) {
          throw new IOException("the system's users cannot be looked up: error " + error);
        }
      }
    }
    throw new IOException("the system's users cannot be looked up: an entry of more than " + BUFFER_BYTES_MAX + " bytes");
  }

  private static int call(MemorySegment name, MemorySegment passwd, MemorySegment buffer, long bytes, MemorySegment result) {
    try {
      return (int) GETPWNAM_R.invokeExact(name, passwd, buffer, bytes, result);
    } catch (Throwable impossible) {
      throw new IllegalStateException("getpwnam_r", impossible);
    }
  }
}
