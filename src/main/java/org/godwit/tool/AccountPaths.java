package org.godwit.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.godwit.mailbox.AccountDirectories;

/** Which directories of accounts a command is about. */
final class AccountPaths {

  private AccountPaths() {}

  /** The account of a user. @throws ToolFailure if it has no mail */
  static Path of(Path data, String user) {
    require(data);
    Path path = new AccountDirectories(data).of(Users.name(user).toString());
    if (!Files.isDirectory(path)) {
      throw new ToolFailure("user " + user + " has no mail in " + data.toAbsolutePath().normalize());
    }
    return path;
  }

  /** Whoever looks in the wrong place, or as the wrong user, should not be told that all is well there. */
  private static void require(Path data) {
    Path path = data.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new ToolFailure("there is no data directory " + path + "; --data names another");
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new ToolFailure("permission to read the data directory " + path + " is denied; run this as the server's user");
    }
  }

  /** All accounts, in a stable order. */
  static List<Path> all(Path data) {
    require(data);
    Path root = new AccountDirectories(data).root();
    try (var paths = Files.walk(root, 2)) {
      return paths.filter(path -> root.relativize(path).getNameCount() == 2 && Files.isDirectory(path)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new ToolFailure("cannot read " + root.toAbsolutePath().normalize() + ": " + e.getMessage());
    }
  }
}
