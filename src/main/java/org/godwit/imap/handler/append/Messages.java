package org.godwit.imap.handler.append;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.godwit.imap.command.AppendMessage;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.StreamedLiteral;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.godwit.vertx.Unis;

/** Makes of the messages of a command those that the store takes. */
final class Messages {

  /** More octets than these are not parsed on the event loop. */
  private static final long LOOP_BYTES_MAX = 64 * 1024;

  private Messages() {
  }

  /**
   * The messages with their summaries.
   *
   * @return fails with a {@link CommandFailure} if one is not acceptable
   */
  static Uni<List<NewMessage>> of(List<AppendMessage> messages) {
    messages.forEach(Messages::check);
    var context = Vertx.currentContext();
    if (context == null || octetsInMemory(messages) <= LOOP_BYTES_MAX) {
      return Uni.createFrom().item(all(messages));
    }
    return Unis.of(() -> context.executeBlocking(() -> all(messages), false));
  }

  private static void check(AppendMessage message) {
    if (message.body().size() == 0) {
      // RFC 3502, 6.3.11: this is how a client cancels
      throw new CommandFailure(Tagged.no("A message without octets: nothing is appended"));
    }
    if (!message.literal8() && !message.utf8() && hasNul(message)) {
      throw CommandFailure.no(ResponseCode.CANNOT, "NUL in a message: send it as a literal8");
    }
  }

  private static boolean hasNul(AppendMessage message) {
    return message.body() instanceof StreamedLiteral streamed ? incoming(streamed).hasNul() : hasNul(message.body().bytes());
  }

  static boolean hasNul(byte[] octets) {
    for (byte octet : octets) {
      if (octet == 0) {
        return true;
      }
    }
    return false;
  }

  private static IncomingMessage incoming(StreamedLiteral literal) {
    return (IncomingMessage) literal.sink();
  }

  private static long octetsInMemory(List<AppendMessage> messages) {
    return messages.stream().filter(message -> message.body().inMemory()).mapToLong(message -> message.body().size()).sum();
  }

  private static List<NewMessage> all(List<AppendMessage> messages) {
    return messages.stream().map(Messages::one).toList();
  }

  /** The octets as they came, bare LF and all. */
  private static NewMessage one(AppendMessage message) {
    if (message.body() instanceof StreamedLiteral streamed) {
      var incoming = incoming(streamed);
      return new NewMessage(incoming.received(), incoming.summary(), message.flags(), message.date(), 0);
    }
    byte[] octets = message.body().bytes();
    return new NewMessage(new NewMessage.Small(octets), MessageParser.parse(octets).encode(), message.flags(), message.date(),
        0);
  }
}
