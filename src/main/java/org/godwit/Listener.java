package org.godwit;

import java.util.List;
import java.util.stream.Stream;
import org.godwit.config.Settings;

/**
 * A TCP port that the settings open.
 *
 * @param name the section of its settings, {@code imap} for {@code imap.port}; also the scheme of its URLs
 * @param protocol what is spoken on it
 * @param port its number; not 0
 * @param tlsFirst whether it begins with TLS
 */
record Listener(String name, Protocol protocol, int port, boolean tlsFirst) {

  /** All that are on. */
  static List<Listener> of(Settings settings) {
    return Stream.of(new Listener("imap", Protocol.IMAP, settings.imap().port(), false),
        new Listener("imaps", Protocol.IMAP, settings.imaps().port(), true))
        .filter(listener -> listener.port() != 0).toList();
  }
}
