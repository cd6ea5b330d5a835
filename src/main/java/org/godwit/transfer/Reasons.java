package org.godwit.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the file system in words. */
public final class Reasons {

  private Reasons() {}

  /** Why, in a few words; does not name the file. */
  public static String of(IOException failed) {
    return switch (failed) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "there is no such file";
      case FileAlreadyExistsException there -> "exists already";
      case NotDirectoryException file -> "is not a directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> failed.getMessage() == null ? failed.toString() : failed.getMessage();
    };
  }
}
