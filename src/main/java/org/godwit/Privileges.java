package org.godwit;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.godwit.tool.ToolFailure;

/**
 * Whom this process acts as, and how root is given up: for good, in every thread (the C library's setuid changes them all), with
 * the supplementary groups.
 */
final class Privileges {

  /** {@code struct passwd} and {@code struct group}: the ids stand behind two pointers, on every 64-bit Linux and macOS. */
  private static final long ID_OFFSET = 16;

  private static final long PRIMARY_GROUP_OFFSET = 20;
  private static final long RECORD_BYTES = 24;

  private Privileges() {}

  /** Whether this process may do anything. */
  static boolean isRoot() {
    return Native.call("geteuid") == 0;
  }

  /** Its user, as the system names it. */
  static String currentUser() {
    return System.getProperty("user.name");
  }

  /**
   * Becomes a user and never again anybody else. Directory and files of root that the server made itself are given to the user.
   *
   * @param user  name of a system user that is not root
   * @param group name of a system group, or empty for the user's own
   * @param owned what the user must own to go on
   * @throws ToolFailure if there is no such user or group, or the system refuses
   */
  static void become(String user, String group, Path... owned) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment entry = Native.entry("getpwnam", arena.allocateFrom(user));
      if (entry == null) {
        throw new ToolFailure("user: the system has no user " + user);
      }
      int uid = entry.get(ValueLayout.JAVA_INT, ID_OFFSET);
      int gid = group.isEmpty() ? entry.get(ValueLayout.JAVA_INT, PRIMARY_GROUP_OFFSET) : groupId(arena, group);
      if (uid == 0) {
        throw new ToolFailure("user: " + user + " is root; expected another user");
      }
      for (Path path : owned) {
        give(path, user, uid);
      }
      require("initgroups", Native.call("initgroups", arena.allocateFrom(user), gid));
      require("setgid", Native.call("setgid", gid));
      require("setuid", Native.call("setuid", uid));
      if (Native.call("geteuid") != uid || Native.call("setuid", 0) == 0) {
        throw new ToolFailure("user: root could not be given up");
      }
    }
  }

  /**
   * Makes sure that the program itself can still be read: classes are loaded when they are first needed.
   *
   * @throws ToolFailure if it cannot
   */
  static void requireProgram(String user) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Files.isReadable(Path.of(entry))) {
        throw new ToolFailure("user: " + user + " may not read Godwit itself, " + entry + "; put it where everybody may, such as /opt");
      }
    }
  }

  private static int groupId(Arena arena, String group) {
    MemorySegment entry = Native.entry("getgrnam", arena.allocateFrom(group));
    if (entry == null) {
      throw new ToolFailure("group: the system has no group " + group);
    }
    return entry.get(ValueLayout.JAVA_INT, ID_OFFSET);
  }

  private static void give(Path path, String user, int uid) {
    try {
      if (Files.exists(path) && Files.getAttribute(path, "unix:uid") instanceof Integer owner && owner == 0 && uid != 0) {
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setOwner(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
      }
    } catch (IOException failed) {
      throw new ToolFailure("user: " + path + " cannot be given to " + user + ": " + failed.getMessage());
    }
  }

  private static void require(String call, int result) {
    if (result != 0) {
      throw new ToolFailure("user: root could not be given up: " + call + " failed");
    }
  }

  /** The C library's functions, through the foreign-function interface. */
  private static final class Native {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();

    static int call(String name) {
      return invoke(name, FunctionDescriptor.of(ValueLayout.JAVA_INT));
    }

    static int call(String name, int argument) {
      return invoke(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), argument);
    }

    static int call(String name, MemorySegment text, int argument) {
      return invoke(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), text, argument);
    }

    private static int invoke(String name, FunctionDescriptor type, Object... arguments) {
      try {
        return (int) handle(name, type).invokeWithArguments(arguments);
      } catch (Throwable impossible) {
        throw new IllegalStateException(name, impossible);
      }
    }

    /** What a look-up by name returns, or null. */
    static MemorySegment entry(String name, MemorySegment text) {
      try {
        var found = (MemorySegment) handle(name, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)).invoke(text);
        return found.equals(MemorySegment.NULL) ? null : found.reinterpret(RECORD_BYTES);
      } catch (Throwable impossible) {
        throw new IllegalStateException(name, impossible);
      }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(LIBRARY.findOrThrow(name), type);
    }
  }
}
