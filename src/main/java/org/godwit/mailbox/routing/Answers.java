package org.godwit.mailbox.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.storage.codec.FormatException;

/** Answers of one word. */
final class Answers {

  private Answers() {}

  /** Yes or no; or the failure that it is. */
  static Uni<Boolean> yes(Buffer octets) {
    try {
      return Uni.createFrom().item(ReplyAssembly.answer(octets));
    } catch (OtherVersion misfit) {
      return Uni.createFrom().failure(Strangers.refusal());
    } catch (FormatException | MailboxFailure failure) {
      return Uni.createFrom().failure(failure);
    }
  }
}
