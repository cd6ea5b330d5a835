package org.godwit.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.Exporter;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.MailTarget;
import org.godwit.transfer.Outcome;
import org.godwit.transfer.Reasons;
import org.godwit.transfer.maildir.MaildirTarget;
import org.godwit.transfer.mbox.MboxFormat;
import org.godwit.transfer.mbox.MboxTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit export mbox|maildir TARGET --user U}. */
@Command(
    name = "export",
    description = {"Export an account, or with --mailbox one mailbox of it, whether the server runs or not. TARGET must not exist yet.", ""},
    footer = {"",
        "mbox: a directory with a file for each mailbox (with --mailbox, one file), with Status, X-Status, X-Keywords, X-UID and X-IMAPbase. The mailboxes below a "
            + "mailbox are in a directory named as it is with .sbd behind.", "",
        "maildir: a Maildir++ tree with dovecot-keywords, dovecot-uidlist and subscriptions; a file's time is the internal date. A Maildir has room for 26 keywords.", "",
        "An import gives back the same mailboxes, and the same messages to the octet (mboxo's quoting cannot be undone for certain). Line ends become LF unless the "
            + "message has others than CRLF; --line-ends crlf leaves all as they are."},
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  private final StoreAccess.Opener opener;

  @Parameters(index = "0", paramLabel = "mbox|maildir", description = "What to write.")
  private ImportCommand.Kind kind;

  @Parameters(index = "1", paramLabel = "TARGET", description = "File or directory.")
  private Path target;

  @Mixin
  private TransferOptions options;

  @Option(names = "--format", paramLabel = "VARIANT", defaultValue = "mboxrd", description = "The variant of mbox: mboxrd (the default), mboxo, mboxcl or mboxcl2.")
  private MboxFormat format;

  @Option(names = "--line-ends", paramLabel = "lf|crlf", defaultValue = "lf", description = "What lines end with: lf (the default) or crlf.")
  private LineEnds.Style lineEnds;

  @Spec
  private CommandSpec spec;

  ExportCommand(StoreAccess.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    if (format == MboxFormat.AUTO) {
      throw new ToolFailure("--format auto is for importing; expected mboxrd, mboxo, mboxcl or mboxcl2");
    }
    Optional<MailboxName> mailbox = options.mailbox();
    requireNew(kind == ImportCommand.Kind.MBOX && mailbox.isPresent());
    var progress = new TerminalProgress(spec.commandLine().getErr());
    Outcome outcome = options.with(opener, store -> new Exporter(store, progress).run(target(mailbox), mailbox));
    progress.clear();
    int status = TransferOptions.report(spec, outcome);
    spec.commandLine().getOut().println("Exported " + outcome.transferredMessages() + " messages" + TransferOptions.failed(outcome));
    return status;
  }

  private MailTarget target(Optional<MailboxName> mailbox) {
    if (kind == ImportCommand.Kind.MAILDIR) {
      return new MaildirTarget(target, mailbox.isEmpty(), lineEnds);
    }
    return mailbox.isPresent() ? MboxTarget.file(target, format, lineEnds) : MboxTarget.directory(target, format, lineEnds);
  }

  private void requireNew(boolean file) {
    try (Stream<Path> entries = !file && Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
      boolean free = !Files.exists(target) || !file && Files.isDirectory(target) && entries.findAny().isEmpty();
      if (!free) {
        throw new ToolFailure(target + " exists already" + (file ? "" : " and is no empty directory") + "; nothing was exported");
      }
    } catch (IOException failed) {
      throw new ToolFailure(target + ": " + Reasons.of(failed));
    }
  }
}
