package org.godwit.mailbox.routing;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.godwit.cluster.SharedDirectory;
import org.godwit.mailbox.codec.RequestCodec;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;

/** What nodes say to each other, in binary: the version, one octet for the kind, then the record's components in their order. */
final class NodeMessageCodec {

  /** Goes up with every change of what nodes say to each other. A node of another version does not get into the cluster. */
  static final int VERSION = SharedDirectory.VERSION;

  private static final int CAPACITY = 128;

  private NodeMessageCodec() {}

  static Buffer encode(NodeMessage message) {
    var out = new Encoder(CAPACITY).u8(VERSION);
    switch (message) {
      case NodeMessage.Call m -> RequestCodec.encode(out.u8(1).number(m.epoch()).number(m.known()), m.request());
      case NodeMessage.More m -> out.u8(2).number(m.reply());
      case NodeMessage.Watch m -> Values.mailbox(out.u8(3).text(m.account()), m.mailbox());
      case NodeMessage.Unwatch m -> Values.mailbox(out.u8(4).text(m.account()), m.mailbox());
      case NodeMessage.Changed m -> Values.mailbox(out.u8(5).text(m.account()), m.mailbox());
      case NodeMessage.ClaimMaildrop m -> out.u8(6).text(m.account()).number(m.claim());
      case NodeMessage.EndMaildrop m -> out.u8(7).text(m.account()).number(m.claim());
    }
    return Buffer.buffer(out.toArray());
  }

  /**
   * Reads a message.
   *
   * @throws OtherVersion if it is one of another version; that comes first, always
   * @throws FormatException if it is not what a node of this version says
   */
  static NodeMessage decode(Buffer octets) throws FormatException, OtherVersion {
    var in = new Decoder(ByteBuffer.wrap(octets.getBytes()));
    requireVersion(in);
    int kind = in.u8();
    var message = switch (kind) {
      case 1 -> new NodeMessage.Call(in.size(), in.number(), RequestCodec.decode(in));
      case 2 -> new NodeMessage.More(in.number());
      case 3 -> new NodeMessage.Watch(in.text(), Values.mailbox(in));
      case 4 -> new NodeMessage.Unwatch(in.text(), Values.mailbox(in));
      case 5 -> new NodeMessage.Changed(in.text(), Values.mailbox(in));
      case 6 -> new NodeMessage.ClaimMaildrop(in.text(), in.number());
      case 7 -> new NodeMessage.EndMaildrop(in.text(), in.number());
      default -> throw new FormatException("message of kind " + kind);
    };
    in.end();
    return message;
  }

  /** Reads the version, which all that nodes say begins with. */
  static void requireVersion(Decoder in) throws FormatException, OtherVersion {
    int version = in.u8();
    if (version != VERSION) {
      throw new OtherVersion(version);
    }
  }
}
