package org.godwit.mail;

import java.time.LocalDate;
import java.util.List;

/**
 * Puts a {@link Summary} together. Whoever builds keeps the bounds on the single texts; this class only lays them out.
 * One thread; {@link #storedHeader} comes before the texts, which may be stored as slices of it.
 */
public final class SummaryBuilder {
  private final byte[][] fields = new byte[SummaryField.COUNT][];
  private byte[] storedHeader = new byte[0];
  private int flags;
  private long size;
  private long headerSize;
  private long sentMillis;
  private int sentDay;
  private long threadId;
  private long digestHigh;
  private long digestLow;

  /** Octets of the message and of its header with the blank line. */
  public SummaryBuilder sizes(long messageSize, long headerOctets) {
    size = messageSize;
    headerSize = headerOctets;
    return this;
  }

  /** The sent date, as an instant and as the day that the header shows. */
  public SummaryBuilder sent(long epochMillis, LocalDate day) {
    sentMillis = epochMillis;
    sentDay = Math.toIntExact(day.toEpochDay());
    return flag(Summary.FLAG_SENT);
  }

  /** 64 bits naming the thread, 0 for none. */
  public SummaryBuilder threadId(long id) {
    threadId = id;
    return this;
  }

  /** 128 bits of digest over all octets of the message. */
  public SummaryBuilder digest(long high, long low) {
    digestHigh = high;
    digestLow = low;
    return this;
  }

  /** Notes that the subject says reply or forward. */
  public SummaryBuilder replyOrForward() {
    return flag(Summary.FLAG_REPLY);
  }

  /** Notes that a bound cut some text. */
  public SummaryBuilder cut() {
    return flag(Summary.FLAG_CUT);
  }

  /** All header lines of {@link Summary#STORED_FIELDS} and the blank line, when they are within the bound. */
  public SummaryBuilder storedHeader(byte[] lines) {
    if (lines.length > Summary.STORED_HEADER_BYTES_MAX) {
      throw new IllegalArgumentException("stored header of " + lines.length + " octets");
    }
    storedHeader = lines;
    flag(Summary.FLAG_STORED_HEADER);
    return field(SummaryField.STORED_HEADER, lines);
  }

  /** ENVELOPE in wire form. */
  public SummaryBuilder envelope(byte[] wire) {
    return field(SummaryField.ENVELOPE, wire);
  }

  /** BODYSTRUCTURE in wire form, and the cuts that make it BODY. */
  public SummaryBuilder bodyStructure(BodyStructure.Wire wire) {
    return field(SummaryField.BODY_STRUCTURE, wire.bytes()).field(SummaryField.BODY_CUTS, wire.cuts());
  }

  /** The section tree in its compact form. */
  public SummaryBuilder sections(byte[] tree) {
    return field(SummaryField.SECTIONS, tree);
  }

  /** The decoded subject and the base subject. */
  public SummaryBuilder subject(String decoded, String base) {
    return text(SummaryField.SUBJECT, decoded).text(SummaryField.BASE_SUBJECT, base);
  }

  /** SORT keys: local parts of the first addresses. */
  public SummaryBuilder sortKeys(String from, String to, String cc) {
    return text(SummaryField.SORT_FROM, from).text(SummaryField.SORT_TO, to).text(SummaryField.SORT_CC, cc);
  }

  /** SORT=DISPLAY keys. */
  public SummaryBuilder displayKeys(String from, String to) {
    return text(SummaryField.DISPLAY_FROM, from).text(SummaryField.DISPLAY_TO, to);
  }

  /** Decoded address fields, for SEARCH. */
  public SummaryBuilder addressTexts(String from, String to, String cc, String bcc) {
    return text(SummaryField.FROM_TEXT, from).text(SummaryField.TO_TEXT, to)
        .text(SummaryField.CC_TEXT, cc).text(SummaryField.BCC_TEXT, bcc);
  }

  /** Normalised message id, empty for none, and the ids it refers to. */
  public SummaryBuilder ids(String messageId, List<String> references) {
    CompactWriter out = new CompactWriter(16 * references.size());
    references.forEach(id -> SummaryText.write(out, id, storedHeader));
    return text(SummaryField.MESSAGE_ID, messageId).field(SummaryField.REFERENCES, out.toByteArray());
  }

  /** The preview. */
  public SummaryBuilder preview(String text) {
    return text(SummaryField.PREVIEW, text);
  }

  /** The POP3 unique-id that the message had where it was imported from. */
  public SummaryBuilder pop3Uidl(String uidl) {
    return text(SummaryField.POP3_UIDL, uidl);
  }

  /** As it stands in another summary, with the texts that are slices of the stored header. */
  SummaryBuilder raw(SummaryField field, byte[] bytes) {
    if (field == SummaryField.STORED_HEADER) {
      storedHeader = bytes;
    }
    return field(field, bytes);
  }

  /** Flags as they stand in another summary. */
  SummaryBuilder rawFlags(int bits) {
    flags = bits & ~Summary.FLAG_WIDE;
    return this;
  }

  /** The sent date as it stands in another summary. */
  SummaryBuilder rawSent(long epochMillis, int epochDay) {
    sentMillis = epochMillis;
    sentDay = epochDay;
    return this;
  }

  /** The finished summary. */
  public Summary build() {
    long total = 0;
    for (byte[] field : fields) {
      total += field == null ? 0 : field.length;
    }
    boolean wide = total > 0xffff;
    CompactWriter out = new CompactWriter(Summary.FIXED_BYTES + fields.length * 4 + Math.toIntExact(total));
    out.u8(Summary.VERSION).u8(wide ? flags | Summary.FLAG_WIDE : flags).u8(fields.length)
        .i64(size).i64(headerSize).i64(sentMillis).i32(sentDay).i64(threadId).i64(digestHigh).i64(digestLow);
    writeTable(out, wide);
    for (byte[] field : fields) {
      out.bytes(field == null ? new byte[0] : field);
    }
    return Summary.decode(out.toByteArray());
  }

  private void writeTable(CompactWriter out, boolean wide) {
    int end = 0;
    for (byte[] field : fields) {
      end += field == null ? 0 : field.length;
      if (wide) {
        out.i32(end);
      } else {
        out.u16(end);
      }
    }
  }

  SummaryBuilder text(SummaryField field, String text) {
    if (text.isEmpty()) {
      return field(field, new byte[0]);
    }
    CompactWriter out = new CompactWriter(text.length() + 8);
    SummaryText.write(out, text, storedHeader);
    return field(field, out.toByteArray());
  }

  private SummaryBuilder field(SummaryField field, byte[] bytes) {
    fields[field.ordinal()] = bytes;
    return this;
  }

  private SummaryBuilder flag(int flag) {
    flags |= flag;
    return this;
  }
}
