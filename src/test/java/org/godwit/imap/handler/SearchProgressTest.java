package org.godwit.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.session.Capabilities;
import org.godwit.imap.session.ClientLink;
import org.godwit.imap.session.ImapSession;
import org.godwit.search.TextIndex;
import org.godwit.search.Workers;
import org.godwit.wire.ConnectionClosed;
import org.godwit.wire.Output;
import org.junit.jupiter.api.Test;

class SearchProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final Buffer written = Buffer.buffer();
  private boolean closed;
  private long nanos;

  private final SearchProgress progress = new SearchProgress(
      new SearchServices(null, Workers.direct(), TextIndex.NONE, Clock.systemUTC(), () -> nanos, 10_000), session());

  private ImapSession session() {
    var link = (ClientLink) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ClientLink.class},
        (proxy, method, arguments) -> null);
    return new ImapSession(new ResponseWriter(output()), link,
        new Capabilities(Set.of(), new SaslMechanisms(List.of()), CleartextPolicy.LOOPBACK, 1));
  }

  private Output output() {
    return new Output() {
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
        return closed ? Uni.createFrom().failure(new ConnectionClosed()) : Uni.createFrom().voidItem();
      }

      @Override
      public void flush() {}
    };
  }

  private String at(long second, int done) {
    nanos = second * SECOND;
    int from = written.length();
    progress.at(done, 1000).await().indefinitely();
    return written.getString(from, written.length(), StandardCharsets.US_ASCII.name());
  }

  @Test
  void the_client_hears_every_ten_seconds_but_not_at_the_end() {
    assertThat(at(9, 100)).isEmpty();
    assertThat(at(10, 454)).isEqualTo("* OK [INPROGRESS (\"\" 454 1000)] Processed 45% of the messages\r\n");
    assertThat(at(19, 600)).isEmpty();
    assertThat(at(20, 999)).startsWith("* OK [INPROGRESS (\"\" 999 1000)] ");
    assertThat(at(40, 1000)).isEmpty();
  }

  @Test
  void a_client_that_is_gone_ends_the_search() {
    closed = true;
    assertThatThrownBy(() -> at(1, 5)).isInstanceOf(ConnectionClosed.class);
  }

  @Test
  void a_tag_that_would_end_the_code_is_not_told() {
    assertThat(ResponseCode.inProgress("a]1", 1, 2).text()).isEqualTo("INPROGRESS (NIL 1 2)");
    assertThat(ResponseCode.inProgress("a1", 1, 2).text()).isEqualTo("INPROGRESS (\"a1\" 1 2)");
  }
}
