package org.godwit.mime;

import java.nio.charset.StandardCharsets;

/**
 * Iterates over the fields of a header that streams by, unfolded and decoded: for SEARCH HEADER and SEARCH TEXT. At most
 * {@link HeaderBlock#FIELD_BYTES_MAX} octets of one field are kept, what goes beyond is dropped. One thread.
 */
public final class HeaderReader {
  /** Takes one field. */
  @FunctionalInterface
  public interface FieldSink {
    /**
     * Takes a field.
     *
     * @param name its name in lower case, empty for a line that has none
     * @param value its value, unfolded, encoded words decoded
     */
    void field(String name, String value);
  }

  private final FieldSink sink;
  private final LineBuffer field = new LineBuffer(HeaderBlock.FIELD_BYTES_MAX);
  private boolean atLineStart = true;
  private boolean done;

  /** @param sink takes the fields, in order */
  public HeaderReader(FieldSink sink) {
    this.sink = sink;
  }

  /** Takes the next octets of the header, in any cut; what comes behind its blank line is ignored. */
  public void feed(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && !done) {
      if (atLineStart && bytes[at] != ' ' && bytes[at] != '\t') {
        emit();
      }
      int lineFeed = Lines.indexOf(bytes, at, end);
      int next = lineFeed < 0 ? end : lineFeed + 1;
      field.append(bytes, at, next - at);
      atLineStart = lineFeed >= 0;
      done = atLineStart && isBlankLine();
      at = next;
    }
  }

  /** Tells that the header ends here. */
  public void finish() {
    if (!isBlankLine()) {
      emit();
    }
    done = true;
  }

  private boolean isBlankLine() {
    byte[] bytes = field.array();
    return field.size() == 1 && bytes[0] == '\n' || field.size() == 2 && bytes[0] == '\r' && bytes[1] == '\n';
  }

  private void emit() {
    if (field.isEmpty()) {
      return;
    }
    int colon = FieldNames.colon(field.array(), 0, field.size());
    String name = colon < 0 ? "" : FieldNames.lowerCase(field.array(), 0, colon);
    String raw = new String(field.array(), colon + 1, field.size() - colon - 1, StandardCharsets.ISO_8859_1);
    field.clear();
    sink.field(name, EncodedWords.decode(HeaderText.unfold(raw)));
  }
}
