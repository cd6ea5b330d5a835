package org.godwit.auth.sasl;

import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.tls.TlsChannel;

/**
 * The channel bindings of TLS 1.3: {@code tls-exporter} (RFC 9266), and {@code tls-server-end-point} (RFC 5929) for clients that
 * know nothing else. On TLS 1.2 a client binds with {@code tls-unique} unless told otherwise (RFC 9266, 3), which the JDK does not
 * give; it would take a -PLUS mechanism for the best and fail. So none is offered there.
 */
final class ChannelBindings {
  private ChannelBindings() {}

  /** Whether clients can be expected to bind to this channel. */
  static boolean isServed(ClientChannel channel) {
    return channel.tls().flatMap(TlsChannel::exporter).isPresent();
  }

  /** What binds a login to this channel; empty if the channel cannot give that type. */
  static Optional<byte[]> find(ClientChannel channel, String type) {
    return switch (type) {
      case "tls-exporter" -> channel.tls().flatMap(TlsChannel::exporter);
      case "tls-server-end-point" -> channel.tls().flatMap(TlsChannel::serverEndPoint);
      default -> Optional.empty();
    };
  }
}
