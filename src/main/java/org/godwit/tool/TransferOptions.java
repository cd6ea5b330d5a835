package org.godwit.tool;

import java.util.Optional;
import java.util.function.Function;
import org.godwit.auth.UserName;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.Outcome;
import org.godwit.transfer.Store;
import org.godwit.transfer.TransferFailure;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What import and export have in common. */
final class TransferOptions {

  @Mixin
  private SettingsOptions settings;

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Whose account.")
  private String user;

  @Option(names = "--mailbox", paramLabel = "MAILBOX", description = "The mailbox; levels are separated as the setting mail.hierarchyDelimiter says (/).")
  private String mailbox;

  /** The mailbox that was named. */
  Optional<MailboxName> mailbox() {
    if (mailbox == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MailboxName.parse(mailbox, settings.load().mail().hierarchyDelimiter()));
    } catch (InvalidMailboxNameException invalid) {
      throw new ToolFailure("--mailbox: " + invalid.getMessage());
    }
  }

  /** Does the work on the user's account. */
  Outcome with(StoreAccess.Opener opener, Function<Store, Outcome> work) {
    UserName name = Users.name(user);
    requireUser(name);
    try (var access = opener.open(settings.load())) {
      return work.apply(new Store(access.requests(), access.files(), name.value()));
    } catch (TransferFailure failure) {
      throw new ToolFailure(failure.getMessage());
    }
  }

  /** Only the user file is asked: the other back ends, if there are any, may know the user, and whoever imports knows that. */
  private void requireUser(UserName name) {
    var users = new Users(settings);
    if (users.areAll() && !users.read().contains(name)) {
      throw new ToolFailure("there is no user " + name + "; \"godwit user add " + name + "\" makes one");
    }
  }

  /** Says what failed. @return the exit status */
  static int report(CommandSpec spec, Outcome outcome) {
    var err = spec.commandLine().getErr();
    outcome.failures().forEach(failure -> err.println("godwit: " + failure));
    if (outcome.failedCount() > outcome.failures().size()) {
      err.println("godwit: and " + (outcome.failedCount() - outcome.failures().size()) + " more");
    }
    return outcome.failedCount() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** The end of the last line. */
  static String failed(Outcome outcome) {
    return outcome.failedCount() == 0 ? "." : ", " + outcome.failedCount() + " failed.";
  }
}
