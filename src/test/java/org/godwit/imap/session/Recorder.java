package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.tls.TlsChannel;
import org.godwit.wire.Output;

/** What a session writes, as lines; and a connection that does nothing. */
class Recorder implements Output, ClientLink {

  private Buffer written = Buffer.buffer();

  /** A session that is logged in and writes here. */
  ImapSession session() {
    var session = new ImapSession(new ResponseWriter(this), this,
        new Capabilities(Set.of(), new SaslMechanisms(List.of()), CleartextPolicy.LOOPBACK, 1));
    session.authenticated("anna");
    return session;
  }

  /** The lines since the last call. */
  List<String> lines() {
    var text = written.toString(StandardCharsets.UTF_8);
    written = Buffer.buffer();
    return text.isEmpty() ? List.of() : List.of(text.split("\r\n"));
  }

  @Override
  public void put(int octet) {
    written.appendByte((byte) octet);
  }

  @Override
  public void put(byte[] octets, int offset, int length) {
    written.appendBytes(octets, offset, length);
  }

  @Override
  public void putAscii(String ascii) {
    written.appendString(ascii);
  }

  @Override
  public Uni<Void> drained() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public void flush() {
  }

  @Override
  public Peer peer() {
    return new Peer(InetAddress.getLoopbackAddress(), true);
  }

  @Override
  public Optional<TlsChannel> tls() {
    return Optional.empty();
  }

  @Override
  public void startTls() {
  }

  @Override
  public long pendingOutputBytes() {
    return 0;
  }

  @Override
  public boolean isCompressed() {
    return false;
  }

  @Override
  public Uni<byte[]> readLine() {
    return Uni.createFrom().nothing();
  }

  @Override
  public void afterReply(Runnable action) {
  }

  @Override
  public void compress() {
  }

  @Override
  public void decompress() {
  }

  @Override
  public void close() {
  }

  @Override
  public void bye(Optional<ResponseCode> code, String text) {
  }

  @Override
  public void drop() {
  }

  @Override
  public void loggedIn(boolean loggedIn) {
  }
}
