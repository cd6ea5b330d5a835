package org.godwit.imap.transcript;

import java.io.IOException;
import org.godwit.imap.transcript.Transcript.Text;

/** Clients of IMAP. */
final class ImapManners implements Manners {

  @Override
  public void arrive(TestClient client, Transcript transcript, String user, String password) throws IOException {
    var state = transcript.header("state", "connected");
    if (!state.equals("greeting")) {
      client.line();
    }
    if (state.equals("authenticated") || state.equals("selected")) {
      Manners.ok(client.command("login", "LOGIN " + user + " " + password));
    }
    if (transcript.headers().containsKey("enable")) {
      Manners.ok(client.command("enable", "ENABLE " + transcript.header("enable", "")));
    }
    if (state.equals("selected")) {
      Manners.ok(client.command("select", "SELECT " + transcript.header("mailbox", "INBOX")));
    }
  }

  @Override
  public Text response(TestClient client) {
    return client.response();
  }

  @Override
  public void leave(int connection, TestClient client) {
    client.send("bye LOGOUT\r\n");
    var line = client.line();
    Manners.check(line.startsWith("* BYE"), "connection " + connection + " was told, unexpectedly: " + line);
    Manners.check(client.line().startsWith("bye OK"), "LOGOUT");
    Manners.check(client.isEnded(), "not closed after LOGOUT");
  }
}
