import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes a mutant of the server's jar: whoever owns an account never looks whether a newer epoch has begun. The run with it must find what is lost
 * then, or it would not find anything. Arguments: the jar, the mutant.
 */
public final class Fenceless {

  private static final String CLASS = "org/godwit/storage/journal/JournalDirectory.class";
  private static final String METHOD = "checkOwner";

  private static int changed;

  private Fenceless() {}

  public static void main(String[] jars) throws IOException {
    try (var from = new ZipFile(jars[0]); var to = new ZipOutputStream(Files.newOutputStream(Path.of(jars[1])))) {
      for (var entry : from.stream().toList()) {
        byte[] octets = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(entry.getName().equals(CLASS) ? mutant(octets) : octets);
      }
    }
    if (changed != 1) {
      throw new IllegalStateException("expected one " + METHOD + " in " + CLASS + " and found " + changed);
    }
  }

  private static byte[] mutant(byte[] octets) {
    var file = ClassFile.of();
    return file.transformClass(file.parse(octets), (to, element) -> {
      if (element instanceof MethodModel method && method.methodName().equalsString(METHOD)) {
        to.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(), CodeBuilder::return_);
        changed++;
      } else {
        to.with(element);
      }
    });
  }
}
