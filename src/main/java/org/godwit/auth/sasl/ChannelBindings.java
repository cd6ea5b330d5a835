package org.godwit.auth.sasl;

import java.util.Optional;
import org.godwit.auth.ClientChannel;

/** The channel bindings that TLS here can give: {@code tls-exporter} (RFC 9266) and {@code tls-server-end-point} (RFC 5929). */
final class ChannelBindings {
  private ChannelBindings() {}

  /** Whether there is one at all. */
  static boolean isAny(ClientChannel channel) {
    return channel.tls().flatMap(tls -> tls.serverEndPoint()).isPresent() || channel.tls().flatMap(tls -> tls.exporter()).isPresent();
  }

  /** What binds a login to this channel; empty if the channel cannot give that type. */
  static Optional<byte[]> find(ClientChannel channel, String type) {
    return switch (type) {
      case "tls-exporter" -> channel.tls().flatMap(tls -> tls.exporter());
      case "tls-server-end-point" -> channel.tls().flatMap(tls -> tls.serverEndPoint());
      default -> Optional.empty();
    };
  }
}
