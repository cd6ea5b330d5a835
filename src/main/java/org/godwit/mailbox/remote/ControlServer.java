package org.godwit.mailbox.remote;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.godwit.alert.Alerts;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the tools of this machine on a UNIX socket: whoever may open it may do anything to any account. */
public final class ControlServer {

  /** The socket's name in the data directory. */
  public static final String SOCKET = "control.sock";

  private static final ReplyCodec REPLIES = new ReplyCodec(new MailboxStateCodec());

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final NetServer server;
  private final MailboxRequests store;
  private final Alerts alerts;
  private final Path socket;
  private volatile Leaving leaving;

  private ControlServer(NetServer server, MailboxRequests store, Alerts alerts, Path socket) {
    this.server = server;
    this.store = store;
    this.alerts = alerts;
    this.socket = socket;
  }

  /** Listens. A socket left behind by a server that died is replaced: the caller holds the data directory. */
  public static Uni<ControlServer> start(Vertx vertx, Path data, MailboxRequests store, Alerts alerts) {
    var socket = data.resolve(SOCKET);
    var control = new ControlServer(vertx.createNetServer(new NetServerOptions()), store, alerts, socket);
    control.server.connectHandler(control::connected);
    return Unis.of(() -> {
      control.removeSocket();
      return control.server.listen(SocketAddress.domainSocketAddress(socket.toAbsolutePath().toString()));
    }).invoke(control::ownerOnly).replaceWith(control);
  }

  private void removeSocket() {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ownerOnly() {
    try {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connected(NetSocket client) {
    var frames = Frames.parser(frame -> answer(client, frame), client::close);
    client.handler(octets -> {
      if (octets.length() == 0) {
        // the tool is gone
        client.close();
      } else {
        frames.handle(octets);
      }
    });
  }

  private void answer(NetSocket client, Frames.Frame frame) {
    Uni<Consumer<Encoder>> answer;
    try {
      answer = answer(frame.content());
    } catch (FormatException e) {
      LOG.warn("control socket: a request that cannot be read: {}", e.getMessage());
      client.close();
      return;
    }
    answer.subscribe().with(content -> client.write(Frames.frame(frame.number(), out -> content.accept(out.u8(0)))),
        failure -> client.write(Frames.frame(frame.number(), out -> {
          var told = failure instanceof MailboxFailure f ? f : new MailboxFailure(Kind.SERVERBUG, failure.toString());
          out.u8(1 + told.kind().ordinal()).text(told.getMessage());
        })));
  }

  private Uni<Consumer<Encoder>> answer(Decoder in) throws FormatException {
    int service = in.u8();
    return switch (service) {
      case Frames.STORE -> send(RequestCodec.decode(in)).map(reply -> out -> REPLIES.encode(out, reply));
      case Frames.ALERTS -> {
        var order = AlertCodec.decode(in);
        yield alerts.tell(order.alert(), order.audience()).map(told -> out -> AlertCodec.encode(out, told));
      }
      case Frames.LEAVE -> {
        in.end();
        var server = leaving;
        if (server == null) {
          throw new FormatException("there is nothing to end yet");
        }
        var progress = server.leave();
        yield Uni.createFrom().item(out -> LeavingCodec.encode(out, progress));
      }
      default -> throw new FormatException("service " + service);
    };
  }

  private <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
    return store.send(request);
  }

  /** From now on tools may end this. */
  public void mayEnd(Leaving server) {
    leaving = server;
  }

  /** Takes no more requests. */
  public Uni<Void> close() {
    return Unis.of(server::close).invoke(this::removeSocket);
  }
}
