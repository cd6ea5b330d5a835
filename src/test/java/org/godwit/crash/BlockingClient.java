package org.godwit.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As little of an IMAP client as a load needs. One thread. */
final class BlockingClient implements AutoCloseable {

  private final Socket socket;
  private final BufferedInputStream in;
  private int tags;

  BlockingClient(int port, String user) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
    response();
    ok("LOGIN " + user + " pass");
  }

  /** Sends a command and reads all its responses. @throws IOException if it does not end in OK, or the connection ends */
  List<String> ok(String command) throws IOException {
    String tag = "t" + ++tags;
    socket.getOutputStream().write((tag + " " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    var responses = new ArrayList<String>();
    while (true) {
      String response = response();
      responses.add(response);
      if (response.startsWith(tag + " ")) {
        if (!response.startsWith(tag + " OK")) {
          throw new IllegalStateException(command.lines().findFirst().orElse("") + ": " + response);
        }
        return responses;
      }
    }
  }

  /** One response with its literals. */
  private String response() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      int start = all.size();
      for (int c = in.read(); ; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        all.write(c);
        if (c == '\n') {
          break;
        }
      }
      String line = all.toString(StandardCharsets.ISO_8859_1).substring(start).stripTrailing();
      int brace = line.lastIndexOf('{');
      if (!line.endsWith("}") || brace < 0) {
        return all.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      all.write(in.readNBytes(Integer.parseInt(line.substring(brace + 1, line.length() - 1))));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
