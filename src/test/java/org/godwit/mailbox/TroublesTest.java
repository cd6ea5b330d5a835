package org.godwit.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.godwit.storage.io.DiskException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroublesTest {

  private final Logger log = (Logger) LoggerFactory.getLogger(Troubles.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Instant now = Instant.EPOCH;
  private final Troubles troubles = new Troubles("writing fails", "writing goes on", new Clock() {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  });

  @BeforeEach
  void listen() {
    lines.start();
    log.setLevel(Level.INFO);
    log.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(lines);
    log.setLevel(null);
  }

  private static DiskException failure(DiskException.Kind kind, int number) {
    return new DiskException(kind, "file " + number, null);
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).map(line -> line.replaceAll("[:(].*[:)] ", "")).toList();
  }

  @Test
  void theFirstTimeIsToldAndAnotherCauseAndOneInAWhileAndTheEnd() {
    for (int i = 0; i < 100; i++) {
      troubles.failed(failure(DiskException.Kind.FULL, i));
    }
    assertThat(lines.list).hasSize(1);
    troubles.failed(failure(DiskException.Kind.BROKEN, 100));
    assertThat(lines.list).hasSize(2);
    now = now.plus(Duration.ofMinutes(1));
    troubles.failed(failure(DiskException.Kind.BROKEN, 101));
    assertThat(lines.list).hasSize(3);
    troubles.succeeded();
    troubles.succeeded();
    assertThat(told().getLast()).isEqualTo("writing goes on after 102 failures");
    assertThat(lines.list).hasSize(4);
  }

  @Test
  void whatComesAndGoesAllTheTimeDoesNotFillTheLogEither() {
    for (int i = 0; i < 100; i++) {
      troubles.failed(failure(DiskException.Kind.FULL, i));
      troubles.succeeded();
    }
    assertThat(lines.list).hasSize(2);
  }

  @Test
  void onlyABugHasATrace() {
    troubles.failed(failure(DiskException.Kind.FULL, 1));
    troubles.failed(new IllegalStateException("a bug"));
    assertThat(lines.list.get(0).getThrowableProxy()).isNull();
    assertThat(lines.list.get(1).getThrowableProxy()).isNotNull();
  }
}
