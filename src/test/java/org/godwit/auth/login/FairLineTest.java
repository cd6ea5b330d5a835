package org.godwit.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.net.ClientNetwork;
import org.junit.jupiter.api.Test;

class FairLineTest {

  private final List<String> in = new ArrayList<>();
  private final List<String> away = new ArrayList<>();
  private final FairLine line = new FairLine(1, 6);

  private void enter(String name, long network, boolean suspect) {
    line.enter(new ClientNetwork(network, false), suspect, () -> in.add(name), () -> away.add(name));
  }

  private List<String> inOrder() {
    for (int i = 0; i < 20; i++) {
      line.leave();
    }
    return in;
  }

  @Test
  void lets_so_many_in() {
    enter("a", 1, false);
    enter("b", 2, false);
    assertThat(in).containsExactly("a");
    line.leave();
    assertThat(in).containsExactly("a", "b");
    assertThat(away).isEmpty();
  }

  @Test
  void networks_take_turns() {
    enter("a1", 1, false);
    enter("a2", 1, false);
    enter("a3", 1, false);
    enter("b1", 2, false);
    enter("c1", 3, false);
    enter("b2", 2, false);
    assertThat(inOrder()).containsExactly("a1", "a2", "b1", "c1", "a3", "b2");
  }

  @Test
  void most_turns_go_to_those_that_nothing_speaks_against() {
    enter("first", 9, false);
    for (int i = 1; i <= 2; i++) {
      enter("s" + i, i, true);
    }
    for (int i = 1; i <= 4; i++) {
      enter("w" + i, 10 + i, false);
    }
    assertThat(inOrder()).containsExactly("first", "w1", "w2", "w3", "s1", "w4", "s2");
  }

  @Test
  void the_newest_of_the_network_with_the_most_has_to_go() {
    enter("first", 9, false);
    for (int i = 1; i <= 4; i++) {
      enter("a" + i, 1, false);
    }
    enter("b1", 2, false);
    enter("b2", 2, false);
    enter("c1", 3, false);
    assertThat(away).containsExactly("a4");
    enter("a5", 1, false);
    assertThat(away).containsExactly("a4", "a5");
  }

  @Test
  void of_those_who_have_to_go_the_suspected_are_first() {
    enter("first", 9, false);
    for (int i = 1; i <= 5; i++) {
      enter("w" + i, 1, false);
    }
    enter("s1", 2, true);
    enter("s2", 3, true);
    assertThat(away).containsExactly("s2");
    enter("w6", 4, false);
    assertThat(away).containsExactly("s2", "s1");
  }

  @Test
  void a_standstill_lets_the_next_one_in_and_nothing_else_does() {
    enter("a", 1, false);
    enter("b", 2, false);
    enter("c", 3, false);
    assertThat(line.moveOn()).isTrue();
    assertThat(in).containsExactly("a", "b");
    line.leave();
    assertThat(in).as("two were inside, one is").containsExactly("a", "b");
    assertThat(line.moveOn()).as("somebody has left").isTrue();
    assertThat(in).hasSize(2);
    assertThat(line.moveOn()).isFalse();
    assertThat(in).containsExactly("a", "b", "c");
  }
}
