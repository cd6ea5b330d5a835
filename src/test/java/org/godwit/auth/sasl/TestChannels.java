package org.godwit.auth.sasl;

import java.net.InetAddress;
import java.util.Optional;
import org.godwit.auth.ClientChannel;

/** Channels of clients that do not exist. */
public final class TestChannels {
  private TestChannels() {}

  /** From this machine, in clear, with passwords allowed. */
  public static ClientChannel local() {
    return from("127.0.0.1");
  }

  /** From an address, in clear, with passwords allowed. */
  public static ClientChannel from(String address) {
    return new ClientChannel("imap", InetAddress.ofLiteral(address), Optional.empty(), false, true);
  }
}
