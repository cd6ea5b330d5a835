package org.godwit.cluster.infinispan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.SharedDirectory;
import org.godwit.cluster.SharedDirectory.Pass;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;

/** A pass on the wire: its version in 32 bits, the length of the rest in 16, and the rest, which only the same version reads: three texts and a number. */
public final class PassToken extends AuthToken {

  private static final NodeId NOBODY = new NodeId("?", "00000000");
  private static final int HEAD_BYTES = 6;

  private Pass pass;

  /** For JGroups, before it is read. */
  public PassToken() {
    this(new Pass(SharedDirectory.VERSION, "", NOBODY, "", 0));
  }

  PassToken(Pass pass) {
    this.pass = pass;
  }

  Pass pass() {
    return pass;
  }

  @Override
  public String getName() {
    return PassToken.class.getName();
  }

  @Override
  public int size() {
    return HEAD_BYTES + rest().length;
  }

  /** Not asked: {@link Admission} does it. */
  @Override
  public boolean authenticate(AuthToken token, Message message) {
    return false;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    byte[] rest = rest();
    out.writeInt(pass.version());
    out.writeShort(rest.length);
    out.write(rest);
  }

  @Override
  public void readFrom(DataInput in) throws IOException {
    int version = in.readInt();
    var rest = new byte[in.readUnsignedShort()];
    in.readFully(rest);
    if (version != SharedDirectory.VERSION) {
      pass = new Pass(version, "", NOBODY, "", 0);
      return;
    }
    var texts = new DataInputStream(new ByteArrayInputStream(rest));
    pass = new Pass(version, texts.readUTF(), NodeId.parse(texts.readUTF()), texts.readUTF(), texts.readInt());
  }

  private byte[] rest() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(pass.directory());
      out.writeUTF(pass.node().toString());
      out.writeUTF(pass.token());
      out.writeInt(pass.size());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
