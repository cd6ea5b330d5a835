package org.godwit.cluster.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Completable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class NodeManagerTest {

  private final Map<String, List<String>> known = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();

  private void ask(String address, BiConsumer<String, Completable<List<String>>> cluster) {
    NodeManager.remembered(known, address, (found, failed) -> told.add(failed == null ? found : failed.getMessage()), (key, done) -> {
      asked.add(key);
      cluster.accept(key, done);
    });
  }

  @Test
  void what_was_found_once_stays_known_when_the_cluster_has_forgotten_it() {
    ask("godwit.ping.n1/1", (key, done) -> done.succeed(List.of("n1/1")));
    ask("godwit.ping.n1/1", (key, done) -> done.succeed(List.of()));
    assertThat(told).containsExactly(List.of("n1/1"), List.of("n1/1"));
    assertThat(asked).containsExactly("godwit.ping.n1/1");
  }

  @Test
  void who_does_not_listen_yet_is_asked_for_again() {
    ask("godwit.ping.n1/1", (key, done) -> done.succeed(List.of()));
    ask("godwit.ping.n1/1", (key, done) -> done.fail("no answer"));
    ask("godwit.ping.n1/1", (key, done) -> done.succeed(List.of("n1/1")));
    assertThat(told).containsExactly(List.of(), "no answer", List.of("n1/1"));
  }
}
