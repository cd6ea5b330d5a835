package org.godwit.imap.transcript;

import java.util.List;
import org.godwit.imap.transcript.Transcript.Text;

/** Clients of POP3. */
final class Pop3Manners implements Manners {

  @Override
  public void arrive(TestClient client, Transcript transcript, String user, String password) {
    var state = transcript.header("state", "connected");
    if (!state.equals("greeting")) {
      client.line();
    }
    if (state.equals("transaction")) {
      client.send("USER " + user + "\r\nPASS " + password + "\r\n");
      client.line();
      var line = client.line();
      Manners.check(line.startsWith("+OK"), "not OK: " + line);
    }
  }

  /** Line by line: only the transcript knows where a multi-line response begins. */
  @Override
  public Text response(TestClient client) {
    return new Text(List.of(client.line()), List.of());
  }

  @Override
  public void leave(int connection, TestClient client) {
    client.send("QUIT\r\n");
    var line = client.line();
    Manners.check(line.startsWith("+OK Bye"), "connection " + connection + " was told, unexpectedly: " + line);
    Manners.check(client.isEnded(), "not closed after QUIT");
  }
}
