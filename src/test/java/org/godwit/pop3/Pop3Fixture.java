package org.godwit.pop3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.account.MailboxEntry;
import org.godwit.imap.transcript.TestServer;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mail.Summary;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;

/** What tests of POP3 do to accounts behind its back, straight at the store. */
record Pop3Fixture(TestServer server) {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final AtomicInteger USERS = new AtomicInteger();

  /** A user whose account nobody has used before. */
  static String newUser() {
    return "pop" + USERS.incrementAndGet();
  }

  <R extends MailboxReply> R ask(MailboxRequest<R> request) {
    return server.store().client().send(request).await().atMost(WAIT);
  }

  MailboxEntry inbox(String user) {
    return ask(new MailboxRequest.Select(user, MailboxName.INBOX, false)).mailbox();
  }

  void append(String user, String... messages) {
    for (var message : messages) {
      imported(user, message, "");
    }
  }

  /** @param uidl that it brings along; empty for none */
  void imported(String user, String message, String uidl) {
    byte[] octets = Pop3Client.octets(message);
    Summary summary = MessageParser.parse(octets);
    append(user, new NewMessage.Small(octets), uidl.isEmpty() ? summary : summary.withPop3Uidl(uidl));
  }

  /** As a large body in a file of its own. */
  void appendLarge(String user, byte[] octets) {
    inbox(user);
    IncomingBody body = server.store().client().receive(user).await().atMost(WAIT);
    body.write(io.vertx.core.buffer.Buffer.buffer(octets)).await().atMost(WAIT);
    append(user, body.finish().await().atMost(WAIT), MessageParser.parse(octets));
  }

  private void append(String user, NewMessage.Body body, Summary summary) {
    ask(new MailboxRequest.Append(user, MailboxName.INBOX,
        List.of(new NewMessage(body, summary.encode(), Flags.NONE, Optional.empty(), 0)), Optional.empty()));
  }

  void remove(String user, int... uids) {
    ask(new MailboxRequest.Remove(user, inbox(user).id(), UidSet.ofAll(java.util.Arrays.stream(uids))));
  }

  /** Moves a message to another mailbox and back: it has another UID then. */
  void moveOutAndBack(String user, int uid) {
    var other = ask(new MailboxRequest.Create(user, MailboxName.of("Other"), java.util.Set.of())).mailbox();
    var out = ask(new MailboxRequest.Copy(user, inbox(user).id(), UidSet.of(uid), MailboxName.of("Other"), true));
    ask(new MailboxRequest.Copy(user, other.id(), out.to(), MailboxName.INBOX, true));
  }
}
