package org.godwit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedFilesTest {

  @TempDir
  private Path data;

  @Test
  void nodesThatStartAtOnceAgreeOnOneCertificate() throws TlsException {
    var first = new GeneratedFiles(data.resolve("tls"), "mail.example.org");
    var second = new GeneratedFiles(data.resolve("tls"), "mail.example.org");
    var kept = first.load();
    assertThat(second.load().fingerprint()).isNotEqualTo(kept.fingerprint());

    first.save();
    second.save();

    assertThat(second.load().fingerprint()).isEqualTo(kept.fingerprint()).isEqualTo(first.load().fingerprint());
  }
}
