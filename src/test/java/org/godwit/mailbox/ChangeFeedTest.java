package org.godwit.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.godwit.mail.MailboxId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a session knows of changes, and when. */
class ChangeFeedTest {

  private static final MailboxId INBOX = new MailboxId(1);

  private final Vertx vertx = Vertx.vertx();
  private final ChangeFeed feed = new ChangeFeed();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void newsIsThereAtOnceAlsoWhileTheListenerCannotBeCalled() throws InterruptedException {
    var context = vertx.getOrCreateContext();
    var busy = new CountDownLatch(1);
    var heard = new CountDownLatch(1);
    context.runOnContext(none -> await(busy));
    var watch = feed.watch("anna", INBOX, context, heard::countDown);
    assertThat(watch.takeNews()).isFalse();

    feed.publish("anna", INBOX);
    assertThat(heard.getCount()).isEqualTo(1);
    assertThat(watch.takeNews()).isTrue();
    assertThat(watch.takeNews()).isFalse();

    feed.publish("anna", INBOX);
    assertThat(watch.takeNews()).isTrue();
    busy.countDown();
    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void otherMailboxesAreNoNews() {
    var watch = feed.watch("anna", INBOX, vertx.getOrCreateContext(), () -> { });
    feed.publish("anna", new MailboxId(2));
    feed.publish("berta", INBOX);
    assertThat(watch.takeNews()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
