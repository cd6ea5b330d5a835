package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import org.godwit.account.Extent;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.codec.ContentFrame;
import org.godwit.storage.codec.FormatException;

/** Tells whether bodies are as they were written: each has its length and checksum beside it. Safe on any thread. */
final class BodyVerifier {

  /** Bodies up to this many octets are verified at once where their pages are in memory: it takes some 50 microseconds. */
  private static final int NOW_BYTES_MAX = 256 * 1024;
  private static final int READ_BYTES = 256 * 1024;

  private final AccountFiles files;
  private final OpenFiles open;
  private final VerifiedBodies verified;
  private final BodyReader reader;

  BodyVerifier(AccountFiles files, OpenFiles open, VerifiedBodies verified, BodyReader reader) {
    this.files = files;
    this.open = open;
    this.verified = verified;
    this.reader = reader;
  }

  /**
   * Reads a whole body and compares, again with the file opened anew if it is not right at first. Blocks.
   *
   * @throws FormatException if it is not what was written, with words for people
   */
  void verify(Extent body) throws IOException {
    if (body.length() == 0) {
      return;
    }
    try {
      compare(body);
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException stale) {
      open.forget(reader.path(body.segment()));
      compare(body);
    }
    verified.add(files.root(), body);
  }

  private void compare(Extent body) throws IOException {
    String damage = body.isBodyFile() ? bodyFileDamage(body) : journalBodyDamage(body);
    if (damage != null) {
      throw new FormatException(damage);
    }
  }

  /** Whether a body is whole, if that can be told at once; false also if it is not known. Never blocks. */
  boolean isWholeNow(Extent body) {
    if (body.length() == 0 || verified.contains(files.root(), body)) {
      return true;
    }
    if (body.isBodyFile() || body.length() > NOW_BYTES_MAX) {
      return false;
    }
    var bytes = ByteBuffer.allocate(ContentFrame.BYTES + (int) body.length());
    if (!reader.readNow(new Extent(body.segment(), body.offset() - ContentFrame.BYTES, bytes.capacity()), bytes)) {
      return false;
    }
    var frame = ContentFrame.decode(bytes.flip());
    boolean whole = frame != null && frame.fits(bytes.array(), ContentFrame.BYTES, (int) body.length());
    if (whole) {
      verified.add(files.root(), body);
    }
    return whole;
  }

  private String bodyFileDamage(Extent body) throws IOException {
    BodyTrailer trailer;
    var path = files.body(-body.segment());
    try (var handle = open.open(path)) {
      trailer = BodyTrailer.read(handle.file(), path);
    }
    if (trailer.length() != body.length()) {
      return "a body of " + trailer.length() + " octets should have " + body.length();
    }
    return trailer.checksum() == (int) checksummed(new CRC32C(), body).getValue() ? null : "a body is damaged";
  }

  private String journalBodyDamage(Extent body) throws IOException {
    var frame = ContentFrame.decode(ByteBuffer.wrap(
        reader.read(new Extent(body.segment(), body.offset() - ContentFrame.BYTES, ContentFrame.BYTES))));
    if (frame == null || frame.length() != body.length()) {
      return "a body's frame is damaged";
    }
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, frame.id()));
    return frame.checksum() == (int) checksummed(crc, body).getValue() ? null : "a body is damaged";
  }

  private CRC32C checksummed(CRC32C crc, Extent body) throws IOException {
    for (long done = 0; done < body.length(); done += READ_BYTES) {
      crc.update(reader.read(body.slice(done, READ_BYTES)));
    }
    return crc;
  }
}
