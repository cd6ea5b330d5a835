package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecoysTest {
  private final Decoys decoys = new Decoys();

  @Test
  void unknown_names_cost_what_known_ones_do() {
    UserTable users = UserTable.of(List.of("a:{PLAIN}a", "b:{PLAIN}b", "c:{PLAIN}c"));
    String always = decoys.hashText("nobody", users);
    assertThat(decoys.hashText("nobody", users)).isEqualTo(always);
    assertThat(IntStream.range(0, 1000).mapToObj(i -> decoys.hashText("nobody" + i, users)).collect(Collectors.groupingBy(hash -> hash)))
        .hasSize(3).allSatisfy((hash, names) -> assertThat(names).hasSizeGreaterThan(200));
    UserTable fewer = UserTable.of(List.of("a:{PLAIN}a"));
    assertThat(decoys.hashText("nobody", fewer)).isEqualTo("{PLAIN}a");
  }

  @Test
  void without_users_it_is_the_hash_that_a_new_one_would_have() {
    assertThat(decoys.hashText("nobody", UserTable.of(List.of()))).startsWith("{PBKDF2}$pbkdf2$it=210000$");
  }
}
