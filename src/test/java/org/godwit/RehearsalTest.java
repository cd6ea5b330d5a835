package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.godwit.tool.GodwitCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @TempDir
  private Path directory;

  @Test
  void playsTwiceOnTheSameData() {
    rehearse();
    rehearse();
  }

  @Test
  void tellsWhichAnswerIsWrong() {
    var said = new StringWriter();
    int status = GodwitCommand.bare().addSubcommand(new ServeCommand(new MailServices.Opener())).setErr(new PrintWriter(said))
        .execute("serve", "--rehearse", "2", "--data", data(), "--set", "auth.cleartext=tls");
    assertThat(status).isNotZero();
    assertThat(said.toString()).contains("a LOGIN rehearsal rehearsal was answered a ");
  }

  private void rehearse() {
    int status = GodwitCommand.bare().addSubcommand(new ServeCommand(new MailServices.Opener())).execute("serve", "--rehearse", "2", "--data", data());
    assertThat(status).isZero();
  }

  private String data() {
    return directory.resolve("data").toString();
  }
}
