package org.godwit.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.Test;

class SeenEntriesTest {
  private int made;
  private final SeenEntries seen = new SeenEntries(() -> "made " + ++made);

  @Test
  void before_any_user_was_seen_there_is_one_all_the_same() {
    assertThat(seen.decoy(new UserName("nobody"))).isEqualTo("made 1");
    assertThat(seen.decoy(new UserName("somebody"))).as("made once").isEqualTo("made 1");
    seen.add(new UserName("alice"), "entry");
    assertThat(seen.decoy(new UserName("nobody"))).isEqualTo("entry");
  }

  @Test
  void an_unknown_name_falls_on_the_same_entry_each_time_and_names_on_many() {
    for (int i = 0; i < 1000; i++) {
      seen.add(new UserName("user" + i), "entry" + i);
    }
    Map<String, String> first = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      first.put("unknown" + i, seen.decoy(new UserName("unknown" + i)));
    }
    for (int i = 1000; i < 3000; i++) {
      seen.add(new UserName("user" + i), "entry" + i);
    }
    first.forEach((name, entry) -> assertThat(seen.decoy(new UserName(name))).isEqualTo(entry));
    assertThat(first.values().stream().distinct()).hasSizeGreaterThan(30);
  }

  @Test
  void a_user_with_another_entry_takes_the_place_of_the_old_one() {
    seen.add(new UserName("alice"), "old");
    seen.add(new UserName("alice"), "new");
    assertThat(seen.decoy(new UserName("nobody"))).isEqualTo("new");
  }
}
