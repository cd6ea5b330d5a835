package org.godwit.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserName;
import org.godwit.auth.UserTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code godwit user import FILE}: takes over names and hashes from a Dovecot passwd-file. What can be imported is, in one
 * change; what cannot is named with its line, and the exit status is 1.
 */
@Command(name = "import", description = "Import users and their password hashes from a Dovecot passwd-file.", mixinStandardHelpOptions = true)
final class UserImport implements Callable<Integer> {

  @Mixin
  private SettingsOptions options;

  @Parameters(paramLabel = "FILE", description = "Lines of name:{SCHEME}hash[:...]; a hash without scheme is of crypt(3).")
  private Path file;

  @Option(names = "--replace", description = "Replace the passwords of users that exist already, instead of keeping them.")
  private boolean replace;

  @Spec
  private CommandSpec spec;

  private final Map<UserName, PasswordHash> found = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() {
    var users = new Users(options);
    UserTable source = UserTable.of(lines());
    source.problems().forEach(problems::add);
    source.users().forEach(user -> take(user, source.hashText(user).orElseThrow()));
    int there = there(users.read()).size();
    if (!found.isEmpty()) {
      users.update(table -> {
        var wanted = new LinkedHashMap<>(found);
        if (!replace) {
          wanted.keySet().removeAll(there(table));
        }
        return wanted.isEmpty() ? table : table.with(wanted);
      });
    }
    report(there);
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void take(UserName user, String hashText) {
    try {
      found.put(user, PasswordHash.parse(hashText));
    } catch (PasswordHash.UnusableHash unusable) {
      problems.add(user + ": " + unusable.getMessage());
    }
  }

  private List<UserName> there(UserTable table) {
    return found.keySet().stream().filter(table::contains).toList();
  }

  private void report(int there) {
    problems.forEach(problem -> spec.commandLine().getErr().println("godwit: " + file + ": " + problem));
    spec.commandLine().getOut().println("Imported " + (replace ? found.size() : found.size() - there) + " users"
        + (there == 0 ? "" : replace ? ", " + there + " of them had been there" : ", kept " + there + " that were there (--replace replaces them)")
        + (problems.isEmpty() ? "." : ", could not take " + problems.size() + "."));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException missing) {
      throw new ToolFailure(file + ": there is no such file");
    } catch (IOException failed) {
      throw new ToolFailure(file + ": cannot be read: " + failed.getMessage());
    }
  }
}
