package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.mail.Flags;
import org.godwit.mailbox.api.MailboxFailure;
import org.junit.jupiter.api.Test;

/** When a session asks the store for the newest state, and when it need not. */
class SelectionTest {

  private final FakeAccount account = new FakeAccount();
  private final Selection selection = new Selection(account, new Recorder().session(), account.selected(true), false);

  @Test
  void theStoreIsAskedOnceAndThenOnlyWhenThereIsNews() {
    sync();
    sync();
    assertThat(account.asked).isEqualTo(1);

    account.add(Flags.NONE);
    assertThat(sync().messages().size()).isEqualTo(1);
    sync();
    assertThat(account.asked).isEqualTo(2);
  }

  @Test
  void whatChangedBetweenSelectAndTheWatchIsFound() {
    var reply = account.selected(true);
    account.add(Flags.NONE);
    var late = new Selection(account, new Recorder().session(), reply, false);
    assertThat(late.sync().await().indefinitely().messages().size()).isEqualTo(1);
  }

  @Test
  void aQuestionThatFailedIsAskedAgain() {
    sync();
    account.add(Flags.NONE);
    account.failing = true;
    assertThatThrownBy(this::sync).isInstanceOf(MailboxFailure.class);
    account.failing = false;
    assertThat(sync().messages().size()).isEqualTo(1);
  }

  @Test
  void newPlacesCanBeAskedForWithoutNews() {
    sync();
    selection.renew().await().indefinitely();
    assertThat(account.asked).isEqualTo(2);
  }

  private SelectedView sync() {
    return selection.sync().await().indefinitely();
  }
}
