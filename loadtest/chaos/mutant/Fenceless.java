import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * A Java agent that makes a mutant of the server: whoever owns an account never looks whether a newer epoch has begun. The run with it must find what
 * is lost then, or it would not find anything.
 */
public final class Fenceless {

  private static final String CLASS = "org/godwit/storage/journal/JournalDirectory";
  private static final String METHOD = "checkOwner";

  private Fenceless() {}

  public static void premain(String none, Instrumentation instrumentation) {
    instrumentation.addTransformer(new ClassFileTransformer() {
      @Override
      public byte[] transform(ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] octets) {
        return CLASS.equals(name) ? mutant(octets) : null;
      }
    });
  }

  private static byte[] mutant(byte[] octets) {
    var file = ClassFile.of();
    return file.transformClass(file.parse(octets), (to, element) -> {
      if (element instanceof MethodModel method && method.methodName().equalsString(METHOD)) {
        System.err.println("godwit: this is a mutant that does not check its epoch");
        to.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(), CodeBuilder::return_);
      } else {
        to.with(element);
      }
    });
  }
}
