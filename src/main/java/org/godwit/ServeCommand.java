package org.godwit;

import java.util.ArrayList;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.tool.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code godwit serve}: runs until Ctrl-C or SIGTERM. */
@Command(name = ServeCommand.NAME, description = "Start the server; Ctrl-C or SIGTERM ends it.", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {

  static final String NAME = "serve";

  private final Services.Opener opener;

  @Mixin
  private SettingsOptions options;

  @Option(names = "--no-demo", description = "Do not create the account demo in an empty data directory.")
  private boolean noDemo;

  @Option(names = "--user", paramLabel = "NAME", description = "Started as root: the system user to become once the ports are bound.")
  private String user;

  @Option(names = "--cluster", description = "Be one of several nodes on the same data directory: short for --set cluster.enabled=true.")
  private boolean cluster;

  @Option(names = "--check", description = "Start, then end at once: are the settings, the directory and the ports right?")
  private boolean check;

  @Option(names = "--rehearse", hidden = true, paramLabel = "ROUNDS",
      description = "Start, serve made-up clients, then end: for the build, which keeps what Java learns.")
  private Integer rehearse;

  @Spec
  private CommandSpec spec;

  ServeCommand(Services.Opener opener) {
    this.opener = opener;
  }

  @Override
  public void run() {
    var further = new ArrayList<RawSetting>();
    if (noDemo) {
      further.add(RawSetting.of("demo", "false", "--no-demo"));
    }
    if (user != null) {
      further.add(RawSetting.of("user", user, "--user"));
    }
    if (cluster) {
      further.add(RawSetting.of("cluster.enabled", "true", "--cluster"));
    }
    if (rehearse != null) {
      further.addAll(Rehearsal.settings());
    }
    Settings settings = options.load(further.toArray(RawSetting[]::new));
    Server server = Server.start(settings, opener, spec.commandLine().getOut());
    if (check) {
      server.stop();
      return;
    }
    if (rehearse != null) {
      rehearse(server, settings, rehearse);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endProcess(server), "shutdown"));
    server.announce();
    await(server);
  }

  private static void rehearse(Server server, Settings settings, int rounds) {
    try {
      Rehearsal.play(settings, rounds);
    } finally {
      server.stop();
    }
  }

  /** A clean end is exit status 0, whichever signal asked for it. */
  private static void endProcess(Server server) {
    Runtime.getRuntime().halt(server.stop() ? 0 : 1);
  }

  /** Until a tool wants it to end: then as with a signal. */
  private static void await(Server server) {
    try {
      server.awaitLeave();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
