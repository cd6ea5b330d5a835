package org.godwit.storage;

/**
 * Something stored that cannot be read as it was written.
 *
 * @param file its name within the account's directory
 * @param offset where it begins, octets
 * @param length octets; 0 if it is not known, or the file is missing
 * @param what for people
 */
public record Damage(String file, long offset, long length, String what) {

  @Override
  public String toString() {
    return file + " at " + offset + (length > 0 ? "+" + length : "") + ": " + what;
  }
}
