package org.godwit.mailbox.remote;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.godwit.alert.Alert;
import org.godwit.alert.Alerts;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.codec.MailboxStateCodec;
import org.godwit.mailbox.codec.ReplyCodec;
import org.godwit.mailbox.codec.RequestCodec;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.vertx.Unis;

/** A running server's store and sessions, from another process of the same user. Safe on any thread. */
public final class ControlClient implements MailboxRequests, Alerts {

  private static final Kind[] KINDS = Kind.values();
  private static final ReplyCodec REPLIES = new ReplyCodec(new MailboxStateCodec());

  private final NetClient client;
  private final NetSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, UniEmitter<? super Decoder>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private ControlClient(NetClient client, NetSocket socket) {
    this.client = client;
    this.socket = socket;
  }

  /** Connects. Fails if no server holds the data directory, or this user may not open its socket. */
  public static Uni<ControlClient> connect(Vertx vertx, Path data) {
    var client = vertx.createNetClient();
    var path = data.resolve(ControlServer.SOCKET).toAbsolutePath().toString();
    return Unis.of(() -> client.connect(SocketAddress.domainSocketAddress(path))).map(socket -> {
      var control = new ControlClient(client, socket);
      socket.handler(Frames.parser(control::answered, socket::close));
      socket.closeHandler(none -> control.gone());
      return control;
    });
  }

  @Override
  @SuppressWarnings("unchecked") // a reply's kind follows from its request's
  public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    return ask(out -> RequestCodec.encode(out.u8(Frames.STORE), request), in -> (R) REPLIES.decode(in));
  }

  @Override
  public Uni<Told> tell(Alert alert, Audience audience) {
    return ask(out -> AlertCodec.encode(out.u8(Frames.ALERTS), new AlertCodec.Order(alert, audience)), AlertCodec::told);
  }

  /** Asks the server to end, and how far it is; fails with {@link MailboxFailure} once it is gone. */
  public Uni<Leaving.Progress> leave() {
    return ask(out -> out.u8(Frames.LEAVE), LeavingCodec::decode);
  }

  private <T> Uni<T> ask(Consumer<Encoder> request, Decoder.Item<T> reply) {
    return Uni.createFrom().<Decoder>emitter(emitter -> {
      int number = numbers.incrementAndGet();
      waiting.put(number, emitter);
      socket.write(Frames.frame(number, request));
      if (closed) {
        gone();
      }
    }).map(Unchecked.function(reply::decode));
  }

  private void answered(Frames.Frame frame) {
    var emitter = waiting.remove(frame.number());
    if (emitter == null) {
      return;
    }
    try {
      int status = frame.content().u8();
      if (status == 0) {
        emitter.complete(frame.content());
      } else {
        emitter.fail(new MailboxFailure(KINDS[Math.min(status, KINDS.length) - 1], frame.content().text()));
      }
    } catch (FormatException e) {
      emitter.fail(e);
    }
  }

  private void gone() {
    closed = true;
    for (Integer number : List.copyOf(waiting.keySet())) {
      var emitter = waiting.remove(number);
      if (emitter != null) {
        emitter.fail(new MailboxFailure(Kind.UNAVAILABLE, "The server has gone away"));
      }
    }
  }

  /** Disconnects. */
  public Uni<Void> close() {
    return Unis.of(client::close);
  }
}
