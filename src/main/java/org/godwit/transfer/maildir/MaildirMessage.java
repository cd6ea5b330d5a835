package org.godwit.transfer.maildir;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.transfer.FileOctets;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.Octets;
import org.godwit.transfer.SourceMessage;

/** A file of a Maildir, opened when it is needed. One thread. */
final class MaildirMessage implements SourceMessage, Closeable {

  private static final int MEMORY_BYTES_MAX = 512 * 1024;

  private final Path file;
  private final MaildirName name;
  private final Flags flags;
  private final int uid;
  private final String pop3Uidl;
  private final ZoneId zone;
  private FileOctets opened;
  private Octets octets;
  private boolean toCrLf;

  MaildirMessage(Path file, MaildirName name, Flags flags, int uid, String pop3Uidl, ZoneId zone) {
    this.file = file;
    this.name = name;
    this.flags = flags;
    this.uid = uid;
    this.pop3Uidl = pop3Uidl;
    this.zone = zone;
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public String pop3Uidl() {
    return pop3Uidl;
  }

  @Override
  public Flags flags() {
    return flags;
  }

  /** When the file was last changed: that is when the message arrived. */
  @Override
  public Optional<InternalDate> internalDate() {
    try {
      Instant time = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(new InternalDate(time.getEpochSecond(), zone.getRules().getOffset(time).getTotalSeconds() / 60));
    } catch (IOException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public int uid() {
    return uid;
  }

  @Override
  public long sourceOctets() throws IOException {
    return octets().length();
  }

  /** Opens it, and looks at its line ends: those of a message whose name says that it has all its octets already stay. */
  private Octets octets() throws IOException {
    if (octets == null) {
      try {
        opened = new FileOctets(file);
      } catch (NoSuchFileException gone) {
        throw new IOException("has been removed or renamed meanwhile");
      }
      octets = opened.inMemory(MEMORY_BYTES_MAX);
      toCrLf = name.wireOctets() != octets.length() && LineEnds.of(octets).isAllLf();
    }
    return octets;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    var lines = new LineReader(octets());
    while (lines.next()) {
      if (toCrLf) {
        LineEnds.writeWithCrLf(lines, 0, out);
      } else {
        LineEnds.writeAsIs(lines, 0, out);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
