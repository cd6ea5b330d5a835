package org.godwit.tool;

import java.io.IOException;
import java.io.PrintWriter;
import org.godwit.auth.UserName;
import org.godwit.auth.otp.OtpFiles;
import org.godwit.auth.otp.OtpPasswords;
import org.godwit.auth.otp.OtpState;
import org.godwit.config.Settings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit user otp NAME}: one-time passwords. The pass phrase is not kept; the passwords cannot be had without it. */
@Command(name = "otp", description = {
    "Set one-time passwords up for a user, or print the next ones; asks for the pass phrase, or takes the first line of standard input."},
    mixinStandardHelpOptions = true)
final class UserOtp implements Runnable {

  @Mixin
  private SettingsOptions options;

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name;

  @ArgGroup
  private Instead instead = new Instead();

  /** What to do if not to set them up. */
  private static final class Instead {
    @Option(names = "--list", description = "Print the next passwords of a user who is set up.")
    private boolean list;

    @Option(names = "--show", description = "Tell where a user stands; needs no pass phrase.")
    private boolean show;

    @Option(names = "--remove", description = "Let the user have no one-time passwords any more.")
    private boolean remove;
  }

  @Option(names = "--algorithm", paramLabel = "NAME", defaultValue = "md5", description = "What makes them: md5, which every client knows, or sha1. Default: ${DEFAULT-VALUE}.")
  private String algorithm;

  @Option(names = "--count", paramLabel = "N", defaultValue = "500", description = "How many there are, up to " + (OtpState.SEQUENCE_MAX - 1) + ". Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(names = "--print", paramLabel = "N", defaultValue = "5", description = "How many of the next ones to print. Default: ${DEFAULT-VALUE}.")
  private int print;

  @Spec
  private CommandSpec spec;

  private OtpFiles files;
  private UserName user;

  @Override
  public void run() {
    Settings settings = options.load();
    files = new OtpFiles(settings.otpDirectory());
    user = Users.name(name);
    try {
      if (instead.show) {
        tell(state());
      } else if (instead.list) {
        list(state());
      } else if (instead.remove) {
        remove();
      } else {
        setUp();
      }
    } catch (IOException failed) {
      throw new ToolFailure("cannot use the one-time passwords in " + settings.otpDirectory() + ": " + failed.getMessage());
    }
  }

  private OtpState state() throws IOException {
    return files.read(user).orElseThrow(() -> new ToolFailure("user " + user + " has no one-time passwords; \"godwit user otp " + user
        + "\" sets them up"));
  }

  private void setUp() throws IOException {
    if (!algorithm.equals("md5") && !algorithm.equals("sha1")) {
      throw new ToolFailure("--algorithm is \"" + algorithm + "\"; expected md5 or sha1");
    }
    if (count < 1 || count >= OtpState.SEQUENCE_MAX) {
      throw new ToolFailure("--count is " + count + "; expected 1 to " + (OtpState.SEQUENCE_MAX - 1));
    }
    String phrase = phrase();
    OtpState state = OtpPasswords.state("otp-" + algorithm, count + 1, OtpState.newSeed(), phrase);
    files.set(user, state);
    out().println("Set up. What was set up before does not count any more.");
    tell(state);
    print(state, phrase);
  }

  private void list(OtpState state) {
    String phrase = phrase();
    if (!OtpPasswords.state(state.algorithm(), state.sequence(), state.seed(), phrase).equals(state)) {
      throw new ToolFailure("this is not the pass phrase of " + user);
    }
    print(state, phrase);
  }

  private void remove() throws IOException {
    if (!files.remove(user)) {
      state();
    }
    out().println("User " + user + " has no one-time passwords any more.");
  }

  private String phrase() {
    String phrase = PasswordInput.read(user.value()).text();
    if (!OtpPasswords.isPhrase(phrase)) {
      throw new ToolFailure("expected a pass phrase of 10 to 63 printable ASCII characters");
    }
    return phrase;
  }

  private void tell(OtpState state) {
    out().println("One-time passwords of " + user + ": " + state.algorithm() + ", seed " + state.seed() + ", "
        + (state.sequence() - 1) + " left.");
  }

  private void print(OtpState state, String phrase) {
    OtpPasswords.next(state, phrase, print).forEach(next -> out().printf("%5d  %-30s  %s%n", next.sequence(), next.words(), next.hex()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
