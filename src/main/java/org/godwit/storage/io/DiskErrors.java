package org.godwit.storage.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Sorts what the platform throws into the kinds the port knows; the one place that looks at messages. */
final class DiskErrors {

  private DiskErrors() {}

  /** The failure as the port tells it. */
  static IOException classified(Path file, IOException failure) {
    if (failure instanceof FileAlreadyExistsException || failure instanceof NoSuchFileException
        || failure instanceof DiskException) {
      return failure;
    }
    // Java's own message of this one is the file's name alone
    String reason = failure instanceof AccessDeniedException ? "Permission denied" : failure.getMessage();
    return new DiskException(kind(failure), file + ": " + reason, failure);
  }

  private static DiskException.Kind kind(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left") || message.contains("quota exceeded") || message.contains("File too large")) {
      return DiskException.Kind.FULL;
    }
    boolean denied = failure instanceof AccessDeniedException || message.contains("Permission denied")
        || message.contains("Read-only file system") || message.contains("Operation not permitted");
    return denied ? DiskException.Kind.DENIED : DiskException.Kind.BROKEN;
  }
}
