package org.godwit;

import java.util.List;
import java.util.stream.Stream;
import org.godwit.config.Settings;

/**
 * A TCP port that the settings open.
 *
 * @param name the section of its settings, {@code imap} for {@code imap.port}; also the scheme of its URLs
 * @param protocol what is spoken on it
 * @param hosts addresses it is opened on
 * @param hostsKey the setting that names them
 * @param port its number; not 0
 * @param tlsFirst whether it begins with TLS
 */
record Listener(String name, Protocol protocol, List<String> hosts, String hostsKey, int port, boolean tlsFirst) {

  /** All that are on. */
  static List<Listener> of(Settings settings) {
    return Stream.of(
        everywhere("imap", Protocol.IMAP, settings, settings.imap().port(), false),
        everywhere("imaps", Protocol.IMAP, settings, settings.imaps().port(), true),
        everywhere("pop3", Protocol.POP3, settings, settings.pop3().port(), false),
        everywhere("pop3s", Protocol.POP3, settings, settings.pop3s().port(), true),
        new Listener("lmtp", Protocol.LMTP, settings.lmtp().hosts(), "lmtp.hosts", settings.lmtp().port(), false))
        .filter(listener -> listener.port() != 0).toList();
  }

  private static Listener everywhere(String name, Protocol protocol, Settings settings, int port, boolean tlsFirst) {
    return new Listener(name, protocol, settings.listen().hosts(), "listen.hosts", port, tlsFirst);
  }
}
