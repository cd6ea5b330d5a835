package org.godwit.auth.pam;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;
import org.godwit.auth.backend.BackendSetupException;

/**
 * Linux-PAM through Java's foreign-function interface: one handle for each login, so that logins do not share anything. Neither
 * credentials are set nor a session opened: nothing changes in this process.
 */
final class LinuxPam implements Pam {
  /** Longer passwords PAM's modules do not take ({@code PAM_MAX_RESP_SIZE}, with its NUL). */
  static final int PASSWORD_BYTES_MAX = 511;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final long TEXT_BYTES_MAX = 4096;

  private static final int ITEM_USER = 2;
  private static final int ITEM_TTY = 3;
  private static final int ITEM_FAIL_DELAY = 10;
  private static final int FLAG_SILENT = 0x8000;
  private static final int FLAG_DISALLOW_NULL_AUTHTOK = 0x1;

  private final String service;
  private final Optional<Path> directory;
  private final MethodHandle start;
  private final MethodHandle authenticate;
  private final MethodHandle account;
  private final MethodHandle setItem;
  private final MethodHandle getItem;
  private final MethodHandle text;
  private final MethodHandle end;
  private final MemorySegment noDelay;

  /**
   * Finds libpam.
   *
   * @param directory where the service's file is, if not in {@code /etc/pam.d}
   * @throws BackendSetupException if there is none, or one that cannot do what is wanted
   */
  LinuxPam(String service, Optional<Path> directory) {
    this(service, directory, "libpam.so.0");
  }

  LinuxPam(String service, Optional<Path> directory, String libraryName) {
    this.service = service;
    this.directory = directory;
    SymbolLookup library = library(libraryName);
    this.start = directory.isEmpty() ? handle(library, "pam_start", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, POINTER))
        : handle(library, "pam_start_confdir", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, POINTER, POINTER));
    this.authenticate = handle(library, "pam_authenticate", FunctionDescriptor.of(INT, POINTER, INT));
    this.account = handle(library, "pam_acct_mgmt", FunctionDescriptor.of(INT, POINTER, INT));
    this.setItem = handle(library, "pam_set_item", FunctionDescriptor.of(INT, POINTER, INT, POINTER));
    this.getItem = handle(library, "pam_get_item", FunctionDescriptor.of(INT, POINTER, INT, POINTER));
    this.text = handle(library, "pam_strerror", FunctionDescriptor.of(POINTER, POINTER, INT));
    this.end = handle(library, "pam_end", FunctionDescriptor.of(INT, POINTER, INT));
    this.noDelay = noDelay();
  }

  private static SymbolLookup library(String name) {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException missing) {
      throw new BackendSetupException("auth.backends names pam, but this system has no " + name
          + "; expected Linux-PAM (Debian's package libpam0g)");
    }
  }

  private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(library.find(name).orElseThrow(() -> new BackendSetupException(
        "auth.backends names pam, but this system's libpam has no " + name + "; expected Linux-PAM 1.4 or later")), type);
  }

  /** Refusals are held back by whoever counts them; meanwhile PAM must not keep a thread (pam_fail_delay(3)). */
  private static MemorySegment noDelay() {
    try {
      MethodHandle nothing = MethodHandles.lookup().findStatic(LinuxPam.class, "delayNothing",
          MethodType.methodType(void.class, int.class, int.class, MemorySegment.class));
      return LINKER.upcallStub(nothing, FunctionDescriptor.ofVoid(INT, INT, POINTER), Arena.global());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("delayNothing", impossible);
    }
  }

  private static void delayNothing(int result, int micros, MemorySegment data) {
    // The caller returns at once.
  }

  @Override
  public Answer check(String user, String password) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(POINTER);
      PamCode started = PamCode.of(start(arena, user, new Conversation(user, password, arena).struct(arena), place));
      if (started != PamCode.SUCCESS) {
        return new Answer(started, user, "PAM cannot be started");
      }
      return check(arena, place.get(POINTER, 0), user);
    } catch (RuntimeException fault) {
      throw fault;
    } catch (Throwable impossible) {
      throw new IllegalStateException("libpam", impossible);
    }
  }

  private int start(Arena arena, String user, MemorySegment conversation, MemorySegment place) throws Throwable {
    MemorySegment name = arena.allocateFrom(service);
    return directory.isEmpty() ? (int) start.invokeExact(name, arena.allocateFrom(user), conversation, place)
        : (int) start.invokeExact(name, arena.allocateFrom(user), conversation, arena.allocateFrom(directory.get().toString()), place);
  }

  private Answer check(Arena arena, MemorySegment handle, String user) throws Throwable {
    int result = PamCode.ABORT.number();
    try {
      result = (int) setItem.invokeExact(handle, ITEM_FAIL_DELAY, noDelay);
      if (result == 0) {
        result = (int) setItem.invokeExact(handle, ITEM_TTY, arena.allocateFrom(service));
      }
      if (result == 0) {
        result = (int) authenticate.invokeExact(handle, FLAG_SILENT | FLAG_DISALLOW_NULL_AUTHTOK);
      }
      if (result == 0) {
        result = (int) account.invokeExact(handle, FLAG_SILENT | FLAG_DISALLOW_NULL_AUTHTOK);
      }
      var said = (MemorySegment) text.invokeExact(handle, result);
      return new Answer(PamCode.of(result), user(arena, handle, user), string(said));
    } finally {
      int ended = (int) end.invokeExact(handle, result);
      assert ended == 0 : "pam_end: " + ended;
    }
  }

  private String user(Arena arena, MemorySegment handle, String asked) throws Throwable {
    MemorySegment item = arena.allocate(POINTER);
    int result = (int) getItem.invokeExact(handle, ITEM_USER, item);
    String user = result == 0 ? string(item.get(POINTER, 0)) : "";
    return user.isEmpty() ? asked : user;
  }

  private static String string(MemorySegment text) {
    return text.address() == 0 ? "" : text.reinterpret(TEXT_BYTES_MAX).getString(0);
  }
}
