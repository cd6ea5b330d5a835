package org.godwit.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Whom an attack is for, and whence it comes.
 *
 * @param hits counts what got through
 * @param begun opens with the first
 */
record Target(String from, int imap, int imaps, AtomicLong hits, CountDownLatch begun) {

  /** One of 100 addresses, each in another network, none of them the victim's. */
  String anywhere() {
    return "127.1." + ThreadLocalRandom.current().nextInt(100) + ".1";
  }

  /** One more. */
  long hit() {
    begun.countDown();
    return hits.incrementAndGet();
  }

  /** A connection of the attacker's own account, with its mail selected. */
  Wire loggedIn() throws IOException {
    Wire wire = Wire.connect(from, imap);
    wire.line();
    if (!wire.imap("LOGIN " + AttackedServer.ATTACKER + " pass").startsWith("OK") || !wire.imap("SELECT INBOX").startsWith("OK")) {
      wire.close();
      throw new IOException("no login");
    }
    return wire;
  }

  /** With which a client begins TLS. */
  byte[] clientHello() throws IOException {
    try {
      var engine = SSLContext.getDefault().createSSLEngine("localhost", imaps);
      engine.setUseClientMode(true);
      engine.beginHandshake();
      var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      return Arrays.copyOf(hello.array(), hello.position());
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IOException(impossible);
    }
  }
}
