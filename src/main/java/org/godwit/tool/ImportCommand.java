package org.godwit.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.godwit.transfer.Importer;
import org.godwit.transfer.MailSource;
import org.godwit.transfer.Outcome;
import org.godwit.transfer.Reasons;
import org.godwit.transfer.maildir.MaildirTree;
import org.godwit.transfer.mbox.MboxFormat;
import org.godwit.transfer.mbox.MboxUidl;
import org.godwit.transfer.mbox.MboxTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit import mbox|maildir SOURCE --user U}. */
@Command(
    name = "import",
    description = {"Import mail into an account, whether the server runs or not.", "",
        "Nothing comes in twice: of messages with equal octets a mailbox gets as many as the source's has, those that it had before counted. "
            + "An import that was interrupted can simply be run again. (A message deleted since is imported again; flags of messages that are there stay.)", ""},
    footer = {"",
        "mbox: mboxo, mboxrd, mboxcl, mboxcl2, with LF, CRLF or CR. SOURCE is a file, imported into --mailbox (default INBOX), or a directory of them, each a "
            + "mailbox (below --mailbox). Status, X-Status, X-Keywords, X-UID, X-IMAP, X-IMAPbase and Content-Length become flags, keywords and UIDs, and are no part of "
            + "the message. The date of the From_ line is the internal date; without a zone it is in this machine's.", "",
        "maildir: a Maildir (imported into --mailbox, default INBOX) with all mailboxes below it (Maildir++ or Dovecot's fs layout), with dovecot-keywords, "
            + "dovecot-uidlist, subscriptions; a file's time is the internal date.", "",
        "UIDs are kept if the mailbox is new and they ascend; UIDVALIDITY is always new. Lines that end in LF get CRLF; a message with a mixture is kept as it is."},
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  /** What can be imported. */
  enum Kind { MBOX, MAILDIR }

  private final StoreAccess.Opener opener;

  @Parameters(index = "0", paramLabel = "mbox|maildir", description = "What the source is.")
  private Kind kind;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "File or directory.")
  private Path source;

  @Mixin
  private TransferOptions options;

  @Option(names = "--format", paramLabel = "VARIANT", defaultValue = "auto",
      description = "The variant of mbox: mboxo, mboxrd, mboxcl or mboxcl2; auto (the default) tells it from each message.")
  private MboxFormat format;

  @Option(names = "--uidl", paramLabel = "SERVER", defaultValue = "xuidl",
      description = "mbox: whose unique-ids POP3 clients know: uw or dovecot, made of X-IMAPbase and X-UID; xuidl (the default): those in X-UIDL, if any.")
  private MboxUidl uidl;

  @Spec
  private CommandSpec spec;

  ImportCommand(StoreAccess.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    MailSource mail = open();
    var progress = new TerminalProgress(spec.commandLine().getErr());
    Outcome outcome = options.with(opener, store -> new Importer(store, progress).run(mail));
    progress.clear();
    int status = TransferOptions.report(spec, outcome);
    spec.commandLine().getOut().println("Imported " + outcome.transferredMessages() + " messages, " + outcome.presentMessages()
        + " were there already" + TransferOptions.failed(outcome));
    return status;
  }

  private MailSource open() {
    var zone = ZoneId.systemDefault();
    try {
      return kind == Kind.MBOX ? MboxTree.open(source, options.mailbox(), format, uidl, zone) : MaildirTree.open(source, options.mailbox(), zone);
    } catch (IOException failed) {
      throw new ToolFailure(source + ": " + Reasons.of(failed));
    }
  }
}
