package org.godwit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.godwit.cluster.NodeHandle.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as processes of their own: who gets an account, what is noticed of a node that dies or is paused, and who is not let in. */
class ClusterProcessTest {

  private static final String ALL = "[n1, n2, n3]";

  @TempDir
  private Path directory;

  private final List<NodeHandle> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(NodeHandle::close);
  }

  private NodeHandle start(String name, Path data, Place place, List<Place> cluster) throws IOException {
    var node = new NodeHandle(name, data, place, cluster);
    started.add(node);
    return node;
  }

  @Test
  @Timeout(600)
  void nodes_agree_on_owners_and_notice_who_is_gone() throws Exception {
    Path data = directory.resolve("data");
    var places = List.of(Place.free(), Place.free(), Place.free());
    NodeHandle n1 = start("n1", data, places.get(0), places);
    NodeHandle n2 = start("n2", data, places.get(1), places);
    NodeHandle n3 = start("n3", data, places.get(2), places);
    Stream.of(n1, n2, n3).forEach(node -> node.ready().until("now", ClusterProcessTest::isWhole));

    var owners = together(() -> n1.ask("claim anna"), () -> n2.ask("claim anna"), () -> n3.ask("claim anna"));
    assertThat(owners).as("one wins, and all know who").containsOnly(owners.getFirst());
    assertThat(n2.ask("claim bert")).isEqualTo("n2");
    assertThat(n2.ask("began bert 7")).isEqualTo("true");
    assertThat(n3.ask("owner bert")).isEqualTo("n2 7");
    assertThat(n3.ask("claim bert")).as("it has an owner").isEqualTo("n2");
    assertThat(n3.ask("began bert 8")).as("who is not the owner").isEqualTo("false");

    n2.signal("STOP");
    n3.until("now", says -> !says.contains("n2") && says.contains("may true"));
    assertThat(n3.ask("owner bert")).as("its owner is no member").isEqualTo("nobody");
    assertThat(n3.ask("claim bert")).isEqualTo("n3");
    n2.signal("CONT");
    String awake = n2.ask("now");
    assertThat(awake).as("the first thing that it says").startsWith("term 0 may false");
    n2.until("now", ClusterProcessTest::isWhole);
    assertThat(n2.until("owner bert", says -> says.startsWith("n3"))).isEqualTo("n3 0");
    assertThat(n2.ask("began bert 9")).as("what it owned before").isEqualTo("false");

    n1.signal("KILL");
    n3.until("now", says -> !says.contains("n1") && says.contains("may true"));
    assertThat(n3.ask("release bert")).isEqualTo("null");
    assertThat(n2.until("owner bert", "nobody"::equals)).isEqualTo("nobody");

    Place other = Place.free();
    var stranger = start("n4", directory.resolve("elsewhere"), other, List.of(places.get(1), places.get(2), other));
    assertThat(stranger.hear("!refused")).contains("does not let this node in").contains("another data directory");
    var miscounted = start("n5", data, other, List.of(places.get(0), places.get(1), places.get(2), other));
    assertThat(miscounted.hear("!refused")).contains("cluster.size is 3 on").contains("and 4 here");
    var twin = start("n3", data, Place.free(), places);
    assertThat(twin.hear("!refused")).contains("has a member named n3 already");
    assertThat(n3.ask("now")).as("nobody was disturbed").contains("may true");
  }

  private static boolean isWhole(String says) {
    return says.contains(ALL) && says.contains("may true") && !says.contains("term 0");
  }

  @SafeVarargs
  private static List<String> together(Callable<String>... tasks) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(tasks.length)) {
      var answers = new ArrayList<String>();
      for (var answer : threads.invokeAll(List.of(tasks))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
