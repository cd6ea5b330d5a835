package org.godwit.transfer;

import java.util.Arrays;
import java.util.List;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.mail.ModifiedUtf7;

/**
 * Mailbox names in the file system: each level in modified UTF-7, as UW's and Courier's servers and Dovecot write it. A dot or slash
 * that belongs to a level is written in modified UTF-7 too, where it would be taken for something else. What is no modified UTF-7 is read as the text it is.
 */
public final class FileNames {

  private static final String DOT = "&AC4-";
  private static final String SLASH = "&AC8-";

  private FileNames() {}

  /** A level as a file's name; it has no slash. */
  public static String encode(String level) {
    return ModifiedUtf7.encode(level).replace("/", SLASH);
  }

  /** A level as part of a name whose levels dots separate. */
  public static String encodeDotted(String level) {
    return encodeDot(encode(level));
  }

  /** The same with the dots encoded. */
  public static String encodeDot(String encoded) {
    return encoded.replace(".", DOT);
  }

  /** The level that a file's name stands for. */
  public static String decode(String name) {
    try {
      return ModifiedUtf7.decode(name.replace(DOT, ".").replace(SLASH, "/"));
    } catch (InvalidMailboxNameException notEncoded) {
      return name;
    }
  }

  /**
   * The mailbox whose levels a separator separates.
   *
   * @throws InvalidMailboxNameException if no mailbox can be called that
   */
  public static MailboxName decode(String name, String separator) {
    List<String> levels = Arrays.stream(name.split(java.util.regex.Pattern.quote(separator), -1)).map(FileNames::decode).toList();
    return new MailboxName(levels);
  }
}
