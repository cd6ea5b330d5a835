package org.godwit.transfer.mbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.Octets;

/**
 * What has to be known of a message before it is written.
 *
 * @param sender for the From_ line: the Return-Path, or what is written where there is none
 * @param bodyFrom where its body begins, behind the first blank line; -1 if it has no blank line
 * @param hasEnd whether it ends with LF
 * @param beginsWithSpace whether it begins with space or tab
 */
record Shape(LineEnds ends, String sender, long bodyFrom, boolean hasEnd, boolean beginsWithSpace) {

  private static final String NOBODY = "MAILER-DAEMON";
  private static final String RETURN_PATH = "return-path";
  private static final int SENDER_BYTES_MAX = 320;

  boolean hasBlankLine() {
    return bodyFrom >= 0;
  }

  static Shape of(Octets octets) throws IOException {
    var lines = new LineReader(octets);
    var ends = new LineEnds();
    var header = new MboxHeader();
    var sender = NOBODY;
    long bodyFrom = -1;
    boolean space = false;
    while (lines.next()) {
      ends.add(lines);
      boolean wasInHeader = header.inHeader();
      header.take(lines);
      if (wasInHeader && !header.inHeader()) {
        bodyFrom = lines.endPosition();
      }
      if (lines.position() == 0) {
        space = MboxHeader.isContinuation(lines);
      }
      if (sender.equals(NOBODY) && header.inHeader() && isReturnPath(lines, header)) {
        sender = sender(lines);
      }
    }
    return new Shape(ends, sender, bodyFrom, octets.length() > 0 && lines.endsLine(), space);
  }

  private static boolean isReturnPath(LineReader line, MboxHeader header) {
    return line.startsLine() && !MboxHeader.isContinuation(line) && header.name().equals(RETURN_PATH);
  }

  private static String sender(LineReader line) {
    int skip = RETURN_PATH.length() + 1;
    int length = Math.clamp(line.textLength() - skip, 0, SENDER_BYTES_MAX);
    var value = new String(line.array(), line.offset() + skip, length, StandardCharsets.ISO_8859_1).strip();
    var address = value.startsWith("<") && value.endsWith(">") ? value.substring(1, value.length() - 1) : value;
    boolean plain = !address.isEmpty() && address.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain ? address : NOBODY;
  }
}
