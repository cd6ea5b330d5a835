package org.godwit.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.godwit.storage.Damage;
import org.godwit.storage.StoreCheck;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.io.RealDisk;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code godwit check}: verifies stored mail, also while a server uses it; exit status 1 if anything is damaged, or cannot be verified as a later version wrote it. */
@Command(name = "check", description = "Verify stored mail; also while a server is running. Changes nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  private static final long PROGRESS_NANOS = 200_000_000;
  /** Places that are told of each damaged file. */
  private static final int PLACES_MAX = 5;

  /** What became of an account. */
  private enum Outcome {
    CLEAN, DAMAGED, NEWER
  }

  @Mixin
  private SettingsOptions options;

  @Option(names = "--user", paramLabel = "USER", description = "Only this user's mail.")
  private String user;

  @Spec
  private CommandSpec spec;

  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private long shownAt;

  @Override
  public Integer call() {
    Path data = options.load().data();
    List<Path> accounts = user != null ? List.of(AccountPaths.of(data, user)) : AccountPaths.all(data);
    int damaged = 0;
    int newer = 0;
    for (Path account : accounts) {
      var outcome = check(account);
      damaged += outcome == Outcome.DAMAGED ? 1 : 0;
      newer += outcome == Outcome.NEWER ? 1 : 0;
    }
    int checked = accounts.size() - newer;
    out().println(checked + (checked == 1 ? " account" : " accounts") + " checked, " + (damaged == 0 ? "no damage" : damaged + " damaged")
        + (newer == 0 ? "" : ", " + newer + " of a later version not checked"));
    return damaged + newer == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Outcome check(Path account) {
    String name = account.getFileName().toString();
    try {
      var report = StoreCheck.check(new RealDisk(), account, (stage, done, total) -> show(name, stage, done, total));
      clear();
      out().println(name + ": " + report.mailboxes() + " mailboxes, " + report.messages() + " messages, " + report.octets()
          + " octets" + (report.isClean() ? "" : ", DAMAGED"));
      print(report.findings());
      return report.isClean() ? Outcome.CLEAN : Outcome.DAMAGED;
    } catch (NewerFormatException e) {
      clear();
      out().println(name + ": not checked: " + e.getMessage());
      return Outcome.NEWER;
    } catch (IOException | UncheckedIOException e) {
      clear();
      out().println(name + ": cannot be read: " + e.getMessage());
      return Outcome.DAMAGED;
    }
  }

  /** Of each file some places: a file that is missing is one damage, not thousands. */
  private void print(List<Damage> findings) {
    var byFile = new LinkedHashMap<String, List<Damage>>();
    findings.forEach(finding -> byFile.computeIfAbsent(finding.file(), file -> new ArrayList<>()).add(finding));
    byFile.forEach((file, places) -> {
      places.stream().limit(PLACES_MAX).forEach(place -> out().println("  " + place));
      if (places.size() > PLACES_MAX) {
        out().println("  " + file + ": " + (places.size() - PLACES_MAX) + " more");
      }
    });
  }

  private void show(String name, String stage, long done, long total) {
    long now = System.nanoTime();
    if (terminal && now - shownAt > PROGRESS_NANOS) {
      shownAt = now;
      spec.commandLine().getErr().print("\r\u001b[K" + name + ": " + stage + (total > 0 ? " " + done + " of " + total : ""));
      spec.commandLine().getErr().flush();
    }
  }

  private void clear() {
    if (terminal) {
      spec.commandLine().getErr().print("\r\u001b[K");
      spec.commandLine().getErr().flush();
    }
  }
}
