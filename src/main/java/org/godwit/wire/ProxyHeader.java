package org.godwit.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of the PROXY protocol, versions 1 and 2 (haproxy.org, proxy-protocol.txt): what a proxy says about the connection that it
 * forwards. Read by Netty's codec; here is where it ends, what of it counts, and the bound on its size.
 *
 * @param client the client's address; empty if the proxy speaks for itself (LOCAL) or does not tell (UNKNOWN, UNSPEC, UNIX)
 * @param isTls whether the client speaks TLS with the proxy (version 2, PP2_TYPE_SSL)
 */
public record ProxyHeader(Optional<InetAddress> client, boolean isTls) {

  /** Version 2 may be longer by its letter, 64 KiB of extensions; nobody's is. */
  static final int BYTES_MAX = 4096;

  private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] V2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
  private static final int V1_BYTES_MAX = 107;
  private static final int V2_HEAD_BYTES = 16;
  private static final int NEED_MORE = -1;

  /** It is none. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Takes the header from the beginning of what came. Nothing is taken if it is not complete.
   *
   * @return empty if more is needed
   * @throws Malformed as soon as it can not become one
   */
  static Optional<ProxyHeader> take(ByteQueue in) throws Malformed {
    byte[] begun = in.peek(Math.min(in.size(), BYTES_MAX));
    int length = length(begun);
    if (length == NEED_MORE) {
      return Optional.empty();
    }
    return Optional.of(decode(in.take(length)));
  }

  private static int length(byte[] begun) throws Malformed {
    if (isPrefix(begun, V2)) {
      return lengthOfV2(begun);
    }
    if (isPrefix(begun, V1)) {
      return lengthOfV1(begun);
    }
    throw new Malformed("no PROXY header");
  }

  private static boolean isPrefix(byte[] begun, byte[] magic) {
    int length = Math.min(begun.length, magic.length);
    for (int i = 0; i < length; i++) {
      if (begun[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lengthOfV1(byte[] begun) throws Malformed {
    for (int i = 0; i < Math.min(begun.length, V1_BYTES_MAX); i++) {
      if (begun[i] == '\n') {
        return i + 1;
      }
    }
    if (begun.length >= V1_BYTES_MAX) {
      throw new Malformed("PROXY header without an end");
    }
    return NEED_MORE;
  }

  private static int lengthOfV2(byte[] begun) throws Malformed {
    if (begun.length < V2_HEAD_BYTES) {
      return NEED_MORE;
    }
    int length = V2_HEAD_BYTES + (begun[14] & 0xFF) * 256 + (begun[15] & 0xFF);
    if (length > BYTES_MAX) {
      throw new Malformed("PROXY header longer than " + BYTES_MAX + " octets");
    }
    return begun.length < length ? NEED_MORE : length;
  }

  private static ProxyHeader decode(byte[] header) throws Malformed {
    var channel = new EmbeddedChannel(new HAProxyMessageDecoder(BYTES_MAX));
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(header));
      HAProxyMessage message = channel.readInbound();
      if (message == null) {
        throw new Malformed("PROXY header not understood");
      }
      try {
        return of(message);
      } finally {
        message.release();
      }
    } catch (DecoderException | IllegalArgumentException bad) {
      throw new Malformed("PROXY header: " + bad.getMessage());
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static ProxyHeader of(HAProxyMessage message) throws Malformed {
    if (message.command() == HAProxyCommand.LOCAL) {
      return new ProxyHeader(Optional.empty(), false);
    }
    return switch (message.proxiedProtocol()) {
      case HAProxyProxiedProtocol.TCP4, HAProxyProxiedProtocol.TCP6 ->
          new ProxyHeader(Optional.of(InetAddress.ofLiteral(message.sourceAddress())), isTls(message));
      case HAProxyProxiedProtocol.UNKNOWN, HAProxyProxiedProtocol.UNIX_STREAM -> new ProxyHeader(Optional.empty(), isTls(message));
      default -> throw new Malformed("PROXY header of no stream");
    };
  }

  private static boolean isTls(HAProxyMessage message) {
    return message.tlvs().stream().anyMatch(tlv -> tlv instanceof HAProxySSLTLV ssl && ssl.isPP2ClientSSL());
  }
}
