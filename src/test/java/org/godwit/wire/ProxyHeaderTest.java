package org.godwit.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
  private static final byte[] BEHIND = "a NOOP\r\n".getBytes(US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 198.51.100.1 56324 143, 192.0.2.7",
    "PROXY TCP6 2001:db8::7 2001:db8::1 56324 143, 2001:db8::7",
    "PROXY TCP6 ::ffff:192.0.2.7 2001:db8::1 56324 143, 192.0.2.7",
    "PROXY UNKNOWN, ",
    "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, ",
  })
  void version_1_names_the_client(String line, String client) throws Exception {
    var header = takenOctetByOctet((line + "\r\n").getBytes(US_ASCII));
    assertThat(header.client()).isEqualTo(Optional.ofNullable(client).map(InetAddress::ofLiteral));
    assertThat(header.isTls()).isFalse();
  }

  @Test
  void version_2_names_the_client() throws Exception {
    assertThat(takenOctetByOctet(v2(0x21, 0x11, "c0000207" + "c6336401" + "dc04" + "008f")).client()).contains(InetAddress.ofLiteral("192.0.2.7"));
    assertThat(takenOctetByOctet(v2(0x21, 0x21, "20010db8000000000000000000000007" + "20010db8000000000000000000000001" + "dc04" + "008f")).client())
        .contains(InetAddress.ofLiteral("2001:db8::7"));
  }

  @Test
  void a_proxy_that_speaks_for_itself_names_nobody() throws Exception {
    assertThat(takenOctetByOctet(v2(0x20, 0x00, "")).client()).isEmpty();
    // what LOCAL says is to be ignored
    assertThat(takenOctetByOctet(v2(0x20, 0x11, "c0000207" + "c6336401" + "dc04" + "008f")).client()).isEmpty();
    assertThat(takenOctetByOctet(v2(0x21, 0x00, "")).client()).isEmpty();
  }

  @Test
  void version_2_may_say_that_the_client_uses_tls() throws Exception {
    String addresses = "c0000207" + "c6336401" + "dc04" + "008f";
    // PP2_TYPE_SSL: PP2_CLIENT_SSL, not verified, and the version in a TLV of its own
    assertThat(takenOctetByOctet(v2(0x21, 0x11, addresses + "20" + "000f" + "01" + "00000000" + "21" + "0007" + hex("TLSv1.3"))).isTls()).isTrue();
    assertThat(takenOctetByOctet(v2(0x21, 0x11, addresses + "20" + "0005" + "00" + "00000000")).isTls()).isFalse();
    // PP2_TYPE_ALPN, and one of nobody's
    assertThat(takenOctetByOctet(v2(0x21, 0x11, addresses + "01" + "0004" + hex("imap") + "ea" + "0000")).isTls()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a LOGIN x y\r\n", "PROXYTCP4 ", "proxy TCP4 192.0.2.7 198.51.100.1 1 1\r\n", "\r\n\r\nx", "\u0016\u0003\u0001",
      "PROXY TCP4 192.0.2.7 198.51.100.1 1\r\n", "PROXY TCP4 192.0.2.777 198.51.100.1 1 1\r\n", "PROXY TCP4 mail.example.org 198.51.100.1 1 1\r\n",
      "PROXY TCP4 192.0.2.7 198.51.100.1 1 65536\r\n", "PROXY TCP4 2001:db8::7 2001:db8::1 1 1\r\n", "PROXY UDP4 192.0.2.7 198.51.100.1 1 1\r\n",
      "PROXY TCP4 192.0.2.7 198.51.100.1 1 1\n", "PROXY \r\n"})
  void anything_else_is_none(String text) {
    assertThatThrownBy(() -> ProxyHeader.take(queue(text.getBytes(US_ASCII)))).isInstanceOf(ProxyHeader.Malformed.class);
  }

  @Test
  void it_has_a_bound() {
    assertThatThrownBy(() -> ProxyHeader.take(queue(("PROXY UNKNOWN " + "x".repeat(93)).getBytes(US_ASCII)))).isInstanceOf(ProxyHeader.Malformed.class);
    byte[] large = v2(0x21, 0x11, "00".repeat(ProxyHeader.BYTES_MAX));
    assertThatThrownBy(() -> ProxyHeader.take(queue(large))).isInstanceOf(ProxyHeader.Malformed.class).hasMessageContaining("longer");
  }

  @Test
  void version_2_of_another_kind_is_none() {
    for (byte[] bad : new byte[][] {v2(0x31, 0x11, "c0000207c6336401dc04008f"), v2(0x22, 0x11, "c0000207c6336401dc04008f"),
        v2(0x21, 0x12, "c0000207c6336401dc04008f"), v2(0x21, 0x11, "c0000207"), v2(0x21, 0x41, "c0000207c6336401dc04008f")}) {
      assertThatThrownBy(() -> ProxyHeader.take(queue(bad))).isInstanceOf(ProxyHeader.Malformed.class);
    }
  }

  /** Whatever comes: a header, none, or not yet; and never more is taken than it is long. */
  @Property
  void fuzz(@ForAll("headers") byte[] octets) {
    var in = queue(octets);
    try {
      var header = ProxyHeader.take(in);
      assertThat(in.size()).isEqualTo(header.isEmpty() ? octets.length : in.size()).isLessThanOrEqualTo(octets.length);
      assertThat(header.isPresent() || octets.length <= ProxyHeader.BYTES_MAX).isTrue();
    } catch (ProxyHeader.Malformed none) {
      assertThat(none).hasMessageContaining("PROXY");
    }
  }

  @Provide
  Arbitrary<byte[]> headers() {
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
    Arbitrary<byte[]> first = Arbitraries.of(SIGNATURE, v2(0x21, 0x11, "c0000207c6336401dc04008f"), v2(0x21, 0x21, "00".repeat(60)),
        v2(0x21, 0x31, "00".repeat(230)), "PROXY ".getBytes(US_ASCII), "PROXY TCP4 192.0.2.7 198.51.100.1 1 1\r\n".getBytes(US_ASCII), new byte[0]);
    return net.jqwik.api.Combinators.combine(first, noise, Arbitraries.integers().between(-1, 60)).as((head, tail, flip) -> {
      var all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(tail);
      byte[] octets = all.toByteArray();
      if (flip >= 0 && flip < octets.length) {
        octets[flip] ^= (byte) (1 << flip % 8);
      }
      return octets;
    });
  }

  private static ProxyHeader takenOctetByOctet(byte[] header) throws ProxyHeader.Malformed {
    var in = new ByteQueue();
    for (int i = 0; i < header.length - 1; i++) {
      in.add(header, i, 1);
      assertThat(ProxyHeader.take(in)).isEmpty();
    }
    in.add(header, header.length - 1, 1);
    in.add(BEHIND);
    var taken = ProxyHeader.take(in).orElseThrow();
    assertThat(in.take(in.size())).isEqualTo(BEHIND);
    return taken;
  }

  private static ByteQueue queue(byte[] octets) {
    var in = new ByteQueue();
    in.add(octets);
    return in;
  }

  private static byte[] v2(int versionAndCommand, int familyAndTransport, String rest) {
    byte[] body = HexFormat.of().parseHex(rest);
    var all = new ByteArrayOutputStream();
    all.writeBytes(SIGNATURE);
    all.write(versionAndCommand);
    all.write(familyAndTransport);
    all.write(body.length >> 8);
    all.write(body.length);
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }
}
