package org.godwit.tool;

import java.util.ArrayList;
import org.godwit.config.RawSetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code godwit drain}: ends the server that runs on this machine, in good order. */
@Command(name = "drain", description = {"End the server that runs on this machine, as SIGTERM does, and say how far it is; ends when its process has.",
    "It takes no new connections. A node of a cluster gives its accounts to the other nodes and lets sessions go on for cluster.drainSeconds."
        + " Then sessions are told that it ends, and it leaves."}, mixinStandardHelpOptions = true)
final class DrainCommand implements Runnable {

  private final ServerEnd server;

  @Mixin
  private SettingsOptions options;

  @Option(names = "--node", paramLabel = "NAME", description = "Which node, if several run on this machine; short for --set cluster.node=NAME.")
  private String node;

  @Spec
  private CommandSpec spec;

  DrainCommand(ServerEnd server) {
    this.server = server;
  }

  @Override
  public void run() {
    var further = new ArrayList<RawSetting>();
    if (node != null) {
      further.add(RawSetting.of("cluster.node", node, "--node"));
    }
    var out = spec.commandLine().getOut();
    server.drain(options.load(further.toArray(RawSetting[]::new)), line -> {
      out.println(line);
      out.flush();
    });
  }
}
