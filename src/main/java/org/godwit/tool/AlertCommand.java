package org.godwit.tool;

import java.util.List;
import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit alert}: says something to those who are connected over IMAP. */
@Command(name = "alert", description = "Show a line to users who are logged in over IMAP now; POP3 has no way to do so.",
    mixinStandardHelpOptions = true)
final class AlertCommand implements Runnable {

  private final ServerAccess server;

  @Mixin
  private SettingsOptions options;

  @ArgGroup(multiplicity = "1")
  private Whom whom;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to say; one line, at most " + Alert.CHARS_MAX + " characters.")
  private List<String> words;

  @Spec
  private CommandSpec spec;

  private static final class Whom {
    @Option(names = "--user", required = true, paramLabel = "NAME", description = "One user, in all their sessions.")
    private String user;

    @Option(names = "--all", required = true, description = "Everybody.")
    private boolean all;
  }

  AlertCommand(ServerAccess server) {
    this.server = server;
  }

  @Override
  public void run() {
    String text = String.join(" ", words);
    var alert = Alert.of(text).orElseThrow(() -> new ToolFailure("there is nothing to say in that"));
    if (text.strip().length() > Alert.CHARS_MAX) {
      throw new ToolFailure("the text has " + text.strip().length() + " characters; at most " + Alert.CHARS_MAX + " are shown");
    }
    var audience = whom.all ? Audience.EVERYBODY : Audience.of(Users.name(whom.user).value());
    var told = server.tell(options.load(), alert, audience);
    spec.commandLine().getOut().println(summary(told));
  }

  private static String summary(Told told) {
    var text = new StringBuilder("Sent to ").append(counted(told.sessions() + told.waiting(), "session")).append(" of ")
        .append(counted(told.users(), "user"));
    if (told.waiting() > 0) {
      text.append("; ").append(told.waiting()).append(" of them busy: with the next answer");
    }
    if (told.refused() > 0) {
      text.append("; ").append(counted(told.refused(), "session")).append(" left out, where too many wait unread");
    }
    return text.append('.').toString();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
