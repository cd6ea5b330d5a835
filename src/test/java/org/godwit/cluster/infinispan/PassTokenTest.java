package org.godwit.cluster.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.SharedDirectory;
import org.godwit.cluster.SharedDirectory.Pass;
import org.junit.jupiter.api.Test;

class PassTokenTest {

  private static Pass read(byte[] octets) throws IOException {
    var token = new PassToken();
    var in = new DataInputStream(new ByteArrayInputStream(octets));
    token.readFrom(in);
    assertThat(in.available()).as("all of it is read").isZero();
    return token.pass();
  }

  @Test
  void it_comes_as_it_went() throws Exception {
    var pass = new Pass(SharedDirectory.VERSION, "directory", NodeId.begin("a"), "token", 3);
    var out = new ByteArrayOutputStream();
    var token = new PassToken(pass);
    token.writeTo(new DataOutputStream(out));
    assertThat(out.size()).isEqualTo(token.size());
    assertThat(read(out.toByteArray())).isEqualTo(pass);
  }

  @Test
  void of_another_version_only_that_is_read() throws Exception {
    var out = new ByteArrayOutputStream();
    var later = new DataOutputStream(out);
    later.writeInt(SharedDirectory.VERSION + 1);
    later.writeShort(3);
    later.write(new byte[] {1, 2, 3});
    assertThat(read(out.toByteArray()).version()).isEqualTo(SharedDirectory.VERSION + 1);
  }
}
