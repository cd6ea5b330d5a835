package org.godwit.storage.codec;

import java.io.IOException;

/**
 * A later version of Godwit wrote this. That is no damage: nothing of it may be passed over, rebuilt or deleted, so it is no
 * {@link FormatException} either.
 */
public final class NewerFormatException extends IOException {

  private static final long serialVersionUID = 1;

  private NewerFormatException(String message) {
    super(message + " and leaves everything as it is: run the version that wrote it, or a later one");
  }

  /**
   * A file of a later format.
   *
   * @param file its name in the account's directory
   * @param found the version that it has
   * @param known the latest one that is understood here
   */
  public static NewerFormatException ofFile(String file, int found, int known) {
    return new NewerFormatException(file + " has format version " + found + "; this Godwit knows version " + known);
  }

  /** A record that is whole, of a type that is not known. */
  public static NewerFormatException ofRecord(String file, int type) {
    return new NewerFormatException(file + " has a record of type " + type + ", which this Godwit does not know");
  }
}
