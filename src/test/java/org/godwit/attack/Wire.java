package org.godwit.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** A client's connection from an address of its choice. Blocks. */
final class Wire implements AutoCloseable {

  private static final int WAIT_MS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private int tags;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    this.out = socket.getOutputStream();
  }

  static Wire connect(String from, int port) throws IOException {
    return new Wire(socket(from, port));
  }

  /** With TLS, whoever the server is. */
  static Wire connect(String from, int port, SSLContext tls) throws IOException {
    return new Wire(tls.getSocketFactory().createSocket(socket(from, port), "localhost", port, true));
  }

  private static Socket socket(String from, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MS);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), WAIT_MS);
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** The next line, without CRLF; fails at the end. */
  String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server has closed, behind: " + line);
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  int read() throws IOException {
    return in.read();
  }

  /** Gives an IMAP command and reads all of its answer; returns the tagged line without its tag. */
  String imap(String command) throws IOException {
    String tag = "t" + ++tags + " ";
    send(tag + command + "\r\n");
    return tagged(tag);
  }

  String tagged(String tag) throws IOException {
    for (String line = line(); ; line = line()) {
      if (line.startsWith(tag)) {
        return line.substring(tag.length());
      }
      if (line.startsWith("* BYE")) {
        throw new IOException(line);
      }
      if (line.endsWith("}") && line.startsWith("* ")) {
        in.skipNBytes(Long.parseLong(line.substring(line.lastIndexOf('{') + 1, line.length() - 1)));
      }
    }
  }

  /** Appends a message to INBOX, in the way of a client that waits for leave. */
  void append(byte[] message) throws IOException {
    String tag = "t" + ++tags + " ";
    send(tag + "APPEND INBOX {" + message.length + "}\r\n");
    String leave = line();
    if (!leave.startsWith("+")) {
      throw new IOException(leave);
    }
    send(message);
    send("\r\n");
    String end = tagged(tag);
    if (!end.startsWith("OK")) {
      throw new IOException(end);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is gone
    }
  }
}
