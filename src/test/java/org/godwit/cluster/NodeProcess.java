package org.godwit.cluster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.cluster.infinispan.InfinispanStarter;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;

/**
 * One node of a cluster as a process of its own: settings as arguments ({@code cluster.port=24001}), commands on standard input, each answered with
 * one line that begins with its first word; and lines that begin with {@code !} for what it hears.
 */
final class NodeProcess {

  private final ClusterNode node;

  private NodeProcess(ClusterNode node) {
    this.node = node;
  }

  public static void main(String[] arguments) throws IOException {
    var raw = new ArrayList<RawSetting>();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      raw.add(RawSetting.of(argument.substring(0, at), argument.substring(at + 1), "test"));
    }
    try {
      var settings = SettingsLoader.load(raw);
      var data = settings.data();
      var plan = NodePlan.of(settings.cluster());
      say("!node " + plan.self());
      var process = new NodeProcess(new InfinispanStarter().start(plan, data, new VertxOptions()));
      process.listen();
      process.obey();
    } catch (ClusterException refused) {
      say("!refused " + refused.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }

  private void listen() {
    node.engine().listen(new ClusterListener() {
      @Override
      public void membersChanged(Set<NodeId> members) {
        say("!members " + names(members));
      }

      @Override
      public void ownerChanged(String account) {
        say("!owner " + account + " " + node.engine().ownerOf(account));
      }

      @Override
      public void lost() {
        say("!lost");
      }
    });
    say("!ready " + names(node.engine().members()));
  }

  private static List<String> names(Set<NodeId> members) {
    return members.stream().map(NodeId::name).sorted().toList();
  }

  private void obey() throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      try {
        say(words[0] + " " + answer(words));
      } catch (RuntimeException failed) {
        say(words[0] + " failed: " + failed.getMessage());
      }
    }
    node.close().await().indefinitely();
  }

  private Object answer(String[] words) {
    ClusterEngine engine = node.engine();
    return switch (words[0]) {
      case "members" -> names(engine.members());
      case "may" -> engine.mayClaim();
      case "term" -> node.lease().term();
      case "now" -> "term " + node.lease().term() + " may " + engine.mayClaim() + " " + names(engine.members());
      case "claim" -> wait(engine.claim(words[1])).owner().name();
      case "began" -> wait(engine.began(words[1], Integer.parseInt(words[2])));
      case "release" -> wait(engine.release(words[1]));
      case "owner" -> engine.ownerOf(words[1]).map(owner -> owner.owner().name() + " " + owner.epoch()).orElse("nobody");
      default -> "?";
    };
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().indefinitely();
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
