package org.godwit.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.godwit.search.Workers;
import org.junit.jupiter.api.Test;

class LongWorkTest {

  private final List<Callable<?>> queued = new ArrayList<>();
  private final Workers busy = new Workers() {
    @Override
    public <T> Uni<T> run(Callable<T> job) {
      queued.add(job);
      return Uni.createFrom().nothing();
    }
  };

  @Test
  void littleIsDoneHereThoughTheWorkersAreBusy() {
    assertThat(new LongWork(busy, 10).run(10, () -> "done").subscribeAsCompletionStage()).isCompletedWithValue("done");
    assertThat(queued).isEmpty();
  }

  @Test
  void muchIsLeftToTheWorkers() {
    assertThat(new LongWork(busy, 10).run(11, () -> "done").subscribeAsCompletionStage()).isNotDone();
    assertThat(queued).hasSize(1);
  }
}
