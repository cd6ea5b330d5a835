package org.godwit.pop3.maildrop;

import java.io.ByteArrayOutputStream;
import org.godwit.mime.OctetSink;

/**
 * Passes a message on with a header in ASCII, for clients that have not asked for UTF8 (RFC 6856, 2.1: a surrogate): fields beyond ASCII are
 * written anew by {@link AsciiField}, everything else stays as it is. Holds one field at a time; of a field longer than {@value
 * #FIELD_BYTES_MAX} octets what is beyond ASCII becomes "?". Used once.
 */
final class AsciiHeader implements OctetSink {

  private static final int FIELD_BYTES_MAX = 64 * 1024;

  private final OctetSink target;
  private final ByteArrayOutputStream field = new ByteArrayOutputStream(256);
  private boolean inHeader = true;
  private boolean tooLong;
  private boolean lineStart = true;
  private boolean lineEmpty = true;

  AsciiHeader(OctetSink target) {
    this.target = target;
  }

  @Override
  public void accept(byte[] octets, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && inHeader) {
      header(octets[at++]);
    }
    if (at < end) {
      target.accept(octets, at, end - at);
    }
  }

  private void header(byte octet) {
    if (lineStart && octet != ' ' && octet != '\t') {
      passField();
    }
    field.write(octet);
    if (octet == '\n') {
      inHeader = !lineEmpty;
      lineStart = true;
      lineEmpty = true;
      if (!inHeader) {
        passField();
      }
    } else {
      lineEmpty = lineStart && octet == '\r';
      lineStart = false;
    }
    if (field.size() > FIELD_BYTES_MAX) {
      passPiece();
      tooLong = true;
    }
  }

  private void passField() {
    if (tooLong) {
      passPiece();
      tooLong = false;
      return;
    }
    byte[] octets = field.toByteArray();
    field.reset();
    byte[] passed = isAscii(octets) ? octets : AsciiField.of(octets);
    target.accept(passed, 0, passed.length);
  }

  private void passPiece() {
    byte[] octets = field.toByteArray();
    field.reset();
    for (int i = 0; i < octets.length; i++) {
      octets[i] = octets[i] < 0 ? (byte) '?' : octets[i];
    }
    target.accept(octets, 0, octets.length);
  }

  private static boolean isAscii(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return false;
      }
    }
    return true;
  }

  /** The message is over: passes on a field without an end. */
  void finish() {
    passField();
  }
}
