package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.tool.ToolFailure;
import org.junit.jupiter.api.Test;

class BackendsTest {

  private final List<String> closed = new ArrayList<>();

  private record Named(String name, List<String> closed) implements CredentialBackend {
    @Override
    public Set<Capability> capabilities() {
      return EnumSet.noneOf(Capability.class);
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }

  private CredentialBackend named(String name, RuntimeException ofThird) {
    if (name.equals("third")) {
      throw ofThird;
    }
    return new Named(name, closed);
  }

  @Test
  void whenOneCannotBeSetUpThoseBeforeItAreClosed() {
    var names = List.of("first", "second", "third", "fourth");
    Function<String, CredentialBackend> unusable = name -> named(name, new BackendSetupException("key: what is wrong"));
    assertThatThrownBy(() -> Backends.open(names, unusable)).isInstanceOf(ToolFailure.class).hasMessage("key: what is wrong");
    assertThat(closed).containsExactly("first", "second");
    Function<String, CredentialBackend> faulty = name -> named(name, new IllegalStateException("a fault"));
    assertThatThrownBy(() -> Backends.open(names, faulty)).isInstanceOf(IllegalStateException.class);
    assertThat(closed).containsExactly("first", "second", "first", "second");
  }

  @Test
  void theyComeInTheirOrder() {
    assertThat(Backends.open(List.of("b", "a"), name -> named(name, null))).extracting(CredentialBackend::name).containsExactly("b", "a");
    assertThat(closed).isEmpty();
  }
}
