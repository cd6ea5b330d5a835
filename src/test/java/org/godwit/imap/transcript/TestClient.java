package org.godwit.imap.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.godwit.imap.transcript.Transcript.Text;

/** A plain IMAP client for tests: blocking, one thread, every wait has an end. Text goes out and comes in as UTF-8. */
public final class TestClient implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;
  private static final Pattern ANNOUNCEMENT = Pattern.compile("(?s).*\\{(\\d+)}");

  private final Socket socket;
  private final int chunkBytes;
  private InputStream in;
  private OutputStream out;

  /** @param chunkBytes what is sent is cut into pieces of so many octets */
  public TestClient(int port, int chunkBytes) throws IOException {
    this.chunkBytes = chunkBytes;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends text as it is. */
  public void send(String text) {
    send(text.getBytes(UTF_8));
  }

  /** Sends octets as they are. */
  public void send(byte[] octets) {
    try {
      for (int from = 0; from < octets.length; from += chunkBytes) {
        out.write(octets, from, Math.min(chunkBytes, octets.length - from));
        out.flush();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The next line, without CRLF. */
  public String line() {
    return new String(lineOctets(), UTF_8);
  }

  /** The next response: its line, and literals with what follows them. */
  Text response() {
    var lines = new ArrayList<String>();
    var literals = new ArrayList<String>();
    while (true) {
      var line = line();
      lines.add(line);
      var announcement = ANNOUNCEMENT.matcher(line);
      if (!announcement.matches()) {
        return new Text(lines, literals);
      }
      literals.add(new String(octets(Integer.parseInt(announcement.group(1))), UTF_8));
    }
  }

  /** Sends a command without literals, and gives all responses up to its tagged one. */
  public String command(String tag, String command) {
    send(tag + " " + command + "\r\n");
    var all = new StringBuilder();
    while (true) {
      var line = line();
      all.append(line).append('\n');
      if (line.startsWith(tag + " ")) {
        return all.toString();
      }
    }
  }

  /** Whether the server has closed the connection, without another word. */
  boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Both directions are compressed from here on. */
  void compress() {
    in = new InflaterInputStream(in, new Inflater(true), 512);
    out = new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), 512, true);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] octets(int count) {
    try {
      byte[] octets = in.readNBytes(count);
      if (octets.length < count) {
        throw new EOFException("closed in a literal");
      }
      return octets;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private byte[] lineOctets() {
    var line = new ByteArrayOutputStream();
    try {
      while (true) {
        int octet = in.read();
        if (octet < 0) {
          throw new EOFException("closed behind " + line.toString(ISO_8859_1));
        }
        if (octet == '\n') {
          break;
        }
        line.write(octet);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    byte[] octets = line.toByteArray();
    if (octets.length == 0 || octets[octets.length - 1] != '\r') {
      throw new AssertionError("a line that does not end in CRLF: " + line.toString(ISO_8859_1));
    }
    return java.util.Arrays.copyOf(octets, octets.length - 1);
  }
}
