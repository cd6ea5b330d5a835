package org.godwit.auth.pam;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What PAM's modules are told when they ask (pam_conv(3)): the password for whatever is not shown while it is typed, the user's name
 * for what is. Answers are memory of the C library's, because modules give it back.
 */
final class Conversation {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final MethodHandle CALLOC = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("calloc"),
      FunctionDescriptor.of(POINTER, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle STRDUP = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("strdup"),
      FunctionDescriptor.of(POINTER, POINTER));

  /** {@code int conv(int count, const struct pam_message **messages, struct pam_response **responses, void *data)}. */
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, POINTER, POINTER, POINTER);
  private static final MethodHandle ANSWER = answerHandle();

  /** {@code struct pam_message} and {@code struct pam_response}: an int and a pointer, in different order, padded alike. */
  private static final long MESSAGE_BYTES = 16;
  private static final long RESPONSE_BYTES = 16;

  private static final int MESSAGES_MAX = 32;
  private static final int PROMPT_ECHO_OFF = 1;
  private static final int PROMPT_ECHO_ON = 2;

  private final MemorySegment user;
  private final MemorySegment password;
  private final MemorySegment function;

  /** For one login; lives as long as the arena. */
  Conversation(String user, String password, Arena arena) {
    this.user = arena.allocateFrom(user);
    this.password = arena.allocateFrom(password);
    this.function = LINKER.upcallStub(ANSWER.bindTo(this), TYPE, arena);
  }

  private static MethodHandle answerHandle() {
    try {
      return MethodHandles.lookup().findVirtual(Conversation.class, "answer",
          MethodType.methodType(int.class, int.class, MemorySegment.class, MemorySegment.class, MemorySegment.class));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("answer", impossible);
    }
  }

  /** {@code struct pam_conv}. */
  MemorySegment struct(Arena arena) {
    MemorySegment struct = arena.allocate(2 * POINTER.byteSize(), POINTER.byteAlignment());
    struct.set(POINTER, 0, function);
    return struct;
  }

  /** Called by modules, on the thread that called PAM. Nothing may be thrown through their frames: it would end the process. */
  private int answer(int count, MemorySegment messages, MemorySegment responses, MemorySegment data) {
    try {
      if (count < 1 || count > MESSAGES_MAX) {
        return PamCode.CONV_ERR.number();
      }
      var all = ((MemorySegment) CALLOC.invokeExact((long) count, RESPONSE_BYTES)).reinterpret(count * RESPONSE_BYTES);
      if (all.address() == 0) {
        return PamCode.BUF_ERR.number();
      }
      for (int i = 0; i < count; i++) {
        MemorySegment message = messages.reinterpret(count * POINTER.byteSize()).getAtIndex(POINTER, i).reinterpret(MESSAGE_BYTES);
        all.set(POINTER, i * RESPONSE_BYTES, response(message.get(ValueLayout.JAVA_INT, 0)));
      }
      responses.reinterpret(POINTER.byteSize()).set(POINTER, 0, all);
      return PamCode.SUCCESS.number();
    } catch (Throwable fault) {
      return PamCode.CONV_ERR.number();
    }
  }

  private MemorySegment response(int style) throws Throwable {
    return switch (style) {
      case PROMPT_ECHO_OFF -> (MemorySegment) STRDUP.invokeExact(password);
      case PROMPT_ECHO_ON -> (MemorySegment) STRDUP.invokeExact(user);
      default -> MemorySegment.NULL;
    };
  }
}
