package org.godwit.tls;

import javax.net.ssl.SSLEngine;

/** Where connections get TLS from. Any thread. */
public interface TlsEngines {

  /** An engine for one connection, in server mode; its handshake has not begun. */
  SSLEngine newEngine();

  /** Runs what handshakes compute (signatures, chains), so that event loops do not wait for it. */
  HandshakeTasks tasks();

  /** How long a client may take for the handshake, in ms. */
  long handshakeTimeoutMs();
}
