package org.godwit.imap.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.godwit.imap.transcript.Transcript.Text;

/** A plain IMAP client for tests: blocking, one thread, every wait has an end. Text goes out and comes in as UTF-8. */
public final class TestClient implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;
  private static final Pattern ANNOUNCEMENT = Pattern.compile("(?s).*\\{(\\d+)}");

  private Socket socket;
  private final int chunkBytes;
  private InputStream plain;
  private InputStream in;
  private Inflated inflated;
  private Deflater deflater;
  private OutputStream out;

  /** @param chunkBytes what is sent is cut into pieces of so many octets */
  public TestClient(int port, int chunkBytes) throws IOException {
    this.chunkBytes = chunkBytes;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    plain = new BufferedInputStream(socket.getInputStream());
    in = plain;
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

  /** The next octet. */
  public int octet() throws IOException {
    return in.read();
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

  /** Everything up to the end of the connection. */
  public byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  /** Whether the server has closed the connection, without another word. */
  public boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Both directions are encrypted from here on. */
  public void startTls(SSLContext context) throws IOException {
    var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    secure.startHandshake();
    socket = secure;
    plain = new BufferedInputStream(secure.getInputStream());
    in = plain;
    out = secure.getOutputStream();
  }

  /** What TLS settled, as the client sees it. */
  public ExtendedSSLSession tlsSession() {
    return (ExtendedSSLSession) ((SSLSocket) socket).getSession();
  }

  /** Both directions are compressed from here on. */
  public void compress() {
    inflated = new Inflated(plain);
    in = inflated;
    deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    out = new DeflaterOutputStream(out, deflater, 512, true);
  }

  /** What compressed text looks like; it must be sent with {@link #sendRaw} or the stream is broken. */
  public byte[] compressed(String text) {
    deflater.setInput(text.getBytes(UTF_8));
    byte[] octets = new byte[text.length() + 100];
    return Arrays.copyOf(octets, deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH));
  }

  /** Sends octets as they are, also on a compressed connection. */
  public void sendRaw(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  /** Compression is over: the server has ended its stream. */
  public void decompress() throws IOException {
    if (in.read() >= 0) {
      throw new AssertionError("the compressed stream goes on");
    }
    in = new SequenceInputStream(new ByteArrayInputStream(inflated.rest()), plain);
    out = socket.getOutputStream();
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
    return Arrays.copyOf(octets, octets.length - 1);
  }

  /** Inflates, and knows what came behind the end of the stream. */
  private static final class Inflated extends InflaterInputStream {

    Inflated(InputStream compressed) {
      super(compressed, new Inflater(true), 512);
    }

    byte[] rest() {
      return Arrays.copyOfRange(buf, len - inf.getRemaining(), len);
    }
  }
}
