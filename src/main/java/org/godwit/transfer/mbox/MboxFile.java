package org.godwit.transfer.mbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.FileOctets;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.Octets;
import org.godwit.transfer.SourceMailbox;
import org.godwit.transfer.SourceMessage;

/**
 * A mailbox in an mbox file. Its size is in octets.
 *
 * @param uidl what unique-ids are made of
 * @param zone the zone of From_ lines that tell none: that of the machine which wrote them
 */
record MboxFile(MailboxName name, Path file, MboxFormat format, MboxUidl uidl, ZoneId zone, long size) implements SourceMailbox {

  /** UIDs of a mailbox that has given higher ones are not kept: too few would be left. */
  private static final long LAST_UID_MAX = 2_000_000_000;

  private static final String MBX_MAGIC = "*mbx*";

  static MboxFile of(MailboxName name, Path file, MboxFormat format, MboxUidl uidl, ZoneId zone) throws IOException {
    return new MboxFile(name, file, format, uidl, zone, Files.size(file));
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public Cursor open() throws IOException {
    var octets = new FileOctets(file);
    try {
      return new Messages(octets);
    } catch (IOException e) {
      octets.close();
      throw e;
    }
  }

  private final class Messages implements Cursor {
    private final FileOctets octets;
    private final LineEnds.Style style;
    private final MboxScanner scanner;
    private final LineReader lines;
    private boolean first = true;
    private long uidValidity;
    private long lastUidOfMailbox;
    private long lastUid;

    Messages(FileOctets octets) throws IOException {
      this.octets = octets;
      var start = MboxStart.of(octets);
      if (start.startsWith(MBX_MAGIC)) {
        throw new IOException("is in UW's mbx format; \"mailutil copy FILE '#driver.unix/NEWFILE'\" makes an mbox of it");
      }
      style = start.style();
      Octets text = start.isCrOnly() ? new CrAsLf(octets) : octets;
      scanner = new MboxScanner(text, format, style);
      lines = new LineReader(text);
    }

    @Override
    public SourceMessage next() throws IOException {
      var found = scanner.next();
      if (first && found != null) {
        first = false;
        uidValidity = found.fields().uidValidity();
        lastUidOfMailbox = found.fields().lastUid();
        if (found.fields().isPseudoMessage()) {
          return next();
        }
      }
      return found == null ? null : message(found);
    }

    private MboxMessage message(MboxScanner.Found found) {
      var fields = found.fields();
      boolean keepEnds = style == LineEnds.Style.CRLF || fields.exact().contains(MboxWriter.LINE_ENDS);
      int uid = uid(fields);
      return new MboxMessage(file + " at octet " + found.fromAt(), fields.flags(), date(found), uid, uidl.of(uid, uidValidity), lines,
          found.from(), found.to(), format.unquotes(found.bounded(), found.fromInside()),
          !keepEnds && found.ends().isAllLf());
    }

    private Optional<InternalDate> date(MboxScanner.Found found) {
      return found.fromLine().internalDate(zone).or(found.fields()::date);
    }

    /** As c-client has it: UIDs are believed if the mailbox tells the last one it gave, up to that, and as long as they ascend. */
    private int uid(MboxFields fields) {
      long uid = fields.uid();
      if (uid <= lastUid || uid > lastUidOfMailbox || lastUidOfMailbox > LAST_UID_MAX) {
        return 0;
      }
      lastUid = uid;
      return (int) uid;
    }

    @Override
    public long position() {
      return scanner.position();
    }

    @Override
    public void close() throws IOException {
      octets.close();
    }
  }
}
