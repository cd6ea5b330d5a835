package org.godwit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, ::1, true",
    "::1, 127.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
  })
  void it_contains_what_begins_alike(String network, String address, boolean contained) {
    assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/8", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "mail.example.org", "10.0.0.0/8/8", "10.0.0.0/", "10.0.0.0/x"})
  void nothing_else_is_one(String text) {
    assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_client_is_an_ipv4_address_or_a_64() {
    assertThat(client("2001:db8:1:2::1")).isEqualTo(client("2001:db8:1:2:ffff::9")).isNotEqualTo(client("2001:db8:1:3::1"));
    assertThat(client("192.0.2.1")).isNotEqualTo(client("192.0.2.2")).isEqualTo(client("::ffff:192.0.2.1"));
    // the same bits, another family
    assertThat(client("0.0.0.1")).isNotEqualTo(client("0:0:0:1::"));
    assertThat(client("203.0.113.200")).hasToString("203.0.113.200");
    assertThat(client("2001:db8:1:2::1")).hasToString("2001:db8:1:2:0:0:0:0/64");
  }

  private static ClientNetwork client(String address) {
    return ClientNetwork.of(InetAddress.ofLiteral(address));
  }
}
