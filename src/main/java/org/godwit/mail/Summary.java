package org.godwit.mail;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What FETCH, SEARCH, SORT, THREAD and OBJECTID want to know of a message without touching its body; computed once, when
 * the message arrives. Immutable, safe to share between threads. It is a view of its own encoded bytes: reading one
 * field never decodes another.
 *
 * <p>Format, version 1 (integers big-endian):
 * <pre>
 *  0  u8   version (1)
 *  1  u8   flags: 1 offsets are 32 bits wide, 2 reply or forward, 4 sent date present, 8 some text was cut by a bound,
 *                 16 the stored header lines are complete
 *  2  u8   n, the number of variable-length fields
 *  3  i64  size of the message, octets
 * 11  i64  size of its header with the blank line, octets
 * 19  i64  sent date, milliseconds since 1970 UTC
 * 27  i32  sent date, day as in the header (zone ignored), days since 1970
 * 31  i64  thread id
 * 39  16   first 128 bits of the SHA-256 of all octets of the message; 0 when it is not known
 * 55  n × u16 or i32: where each field ends, counted from the end of this table; then the fields ({@link SummaryField})
 * </pre>
 * Fields may be added at the end; a field that is not there reads as empty. Anything else that changes changes the version.
 *
 * <p>Bounds, kept by {@code org.godwit.mime.MessageParser}: stored header lines 16 KiB; ENVELOPE 64 KiB of each header
 * field, 256 KiB of all, 4,096 addresses to a list; BODYSTRUCTURE and sections 2,000 parts, 100 deep, 64 parameters of
 * 4 KiB to a field, 2 KiB of ids, descriptions and locations, of all parts together 256 KiB; subject 4,096 characters,
 * address texts 16,384 each, sort keys 512; 200 references of 998 octets; preview 200 characters. An ordinary message has
 * a summary of one to two KiB, the most hostile one of about two MiB.
 */
public final class Summary {
  /** The header fields kept as they are, in lower case; Received and the like are not. */
  public static final Set<String> STORED_FIELDS = Set.of("from", "to", "cc", "bcc", "subject", "date", "message-id",
      "references", "in-reply-to", "reply-to", "sender", "list-id", "content-type", "content-transfer-encoding",
      "mime-version", "x-priority", "delivered-to");
  /** Octets of stored header lines kept at most; a header with more of them keeps none. */
  public static final int STORED_HEADER_BYTES_MAX = 16 * 1024;

  static final int VERSION = 1;
  static final int FLAG_WIDE = 1;
  static final int FLAG_REPLY = 2;
  static final int FLAG_SENT = 4;
  static final int FLAG_CUT = 8;
  static final int FLAG_STORED_HEADER = 16;
  static final int FIXED_BYTES = 55;

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final int flags;
  private final int fieldCount;

  private Summary(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    CompactReader head = new CompactReader(bytes, offset, length);
    int version = head.u8();
    if (version != VERSION) {
      throw new IllegalArgumentException("summary version " + version + ", expected " + VERSION);
    }
    this.flags = head.u8();
    this.fieldCount = head.u8();
    if (length < dataStart() || length != dataStart() + fieldEnd(fieldCount - 1)) {
      throw new IllegalArgumentException("summary of " + length + " octets disagrees with its own table");
    }
  }

  /** A summary that is a view of all of {@code bytes}, which must not change afterwards. */
  public static Summary decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * A summary that is a view of a range of {@code bytes}, which must not change afterwards.
   *
   * @throws IllegalArgumentException when the version is unknown or the table of fields is not consistent
   */
  public static Summary decode(byte[] bytes, int offset, int length) {
    return new Summary(bytes, offset, length);
  }

  /** The encoded form, copied. */
  public byte[] encode() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** The encoded form, as a read-only view. */
  public ByteBuffer encoded() {
    return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
  }

  /** Octets of the encoded form. */
  public int encodedSize() {
    return length;
  }

  /** RFC822.SIZE: octets of the whole message. */
  public long size() {
    return at(3).i64();
  }

  /** Octets of the header with its blank line. */
  public long headerSize() {
    return at(11).i64();
  }

  /** The Date header as milliseconds since 1970 UTC; empty when it is missing or not understood. */
  public OptionalLong sentMillis() {
    return has(FLAG_SENT) ? OptionalLong.of(at(19).i64()) : OptionalLong.empty();
  }

  /** The day that the Date header shows, time and zone ignored (SENTON, SENTBEFORE, SENTSINCE); null when there is none. */
  public LocalDate sentDay() {
    return has(FLAG_SENT) ? LocalDate.ofEpochDay(at(27).i32()) : null;
  }

  /** Thread id: 64 bits of the SHA-256 of the thread root's message id; 0 when the message names none. */
  public long threadId() {
    return at(31).i64();
  }

  /** The first 64 bits of the content digest (SHA-256 of all octets); 0 when it is not known. */
  public long digestHigh() {
    return at(39).i64();
  }

  /** The second 64 bits of the content digest. */
  public long digestLow() {
    return at(47).i64();
  }

  /** True when the subject says reply or forward (RFC 5256, 5: subj-refwd, trailer or fwd wrapper removed). */
  public boolean isReplyOrForward() {
    return has(FLAG_REPLY);
  }

  /**
   * True when no bound cut the envelope, subject or addresses: a search that finds nothing there need not look into the
   * message itself.
   */
  public boolean isComplete() {
    return !has(FLAG_CUT);
  }

  /** ENVELOPE in wire form (RFC 9051, 7.5.2), read-only. */
  public ByteBuffer envelope() {
    return view(SummaryField.ENVELOPE);
  }

  /** BODYSTRUCTURE in wire form (RFC 9051, 7.5.2), read-only. */
  public ByteBuffer bodyStructure() {
    return view(SummaryField.BODY_STRUCTURE);
  }

  /** BODY, the form of BODYSTRUCTURE without extension data. */
  public ByteBuffer body() {
    int from = fieldStart(SummaryField.BODY_STRUCTURE);
    CompactWriter body = new CompactWriter(fieldLength(SummaryField.BODY_STRUCTURE));
    CompactReader cuts = reader(SummaryField.BODY_CUTS);
    while (cuts.remaining() > 0) {
      int keep = Math.toIntExact(cuts.varint());
      body.bytes(bytes, from, keep);
      from += keep + Math.toIntExact(cuts.varint());
    }
    body.bytes(bytes, from, fieldStart(SummaryField.BODY_STRUCTURE) + fieldLength(SummaryField.BODY_STRUCTURE) - from);
    return ByteBuffer.wrap(body.toByteArray()).asReadOnlyBuffer();
  }

  /** The section tree in its compact form, read-only; {@code org.godwit.mime.Sections} reads it. */
  public ByteBuffer sections() {
    return view(SummaryField.SECTIONS);
  }

  /** The subject, unfolded, encoded words decoded; empty when there is none. */
  public String subject() {
    return text(SummaryField.SUBJECT);
  }

  /** The base subject (RFC 5256, 2.1), decoded; case as it is. */
  public String baseSubject() {
    return text(SummaryField.BASE_SUBJECT);
  }

  /** Local part of the first From address (SORT FROM); empty when there is none. */
  public String sortFrom() {
    return text(SummaryField.SORT_FROM);
  }

  /** Local part of the first To address (SORT TO). */
  public String sortTo() {
    return text(SummaryField.SORT_TO);
  }

  /** Local part of the first Cc address (SORT CC). */
  public String sortCc() {
    return text(SummaryField.SORT_CC);
  }

  /** DISPLAY sort value of the first From address (RFC 5957, 3). */
  public String displayFrom() {
    return text(SummaryField.DISPLAY_FROM);
  }

  /** DISPLAY sort value of the first To address (RFC 5957, 3). */
  public String displayTo() {
    return text(SummaryField.DISPLAY_TO);
  }

  /** All From fields, unfolded and decoded, joined by ", ". */
  public String fromText() {
    return text(SummaryField.FROM_TEXT);
  }

  /** All To fields, unfolded and decoded, joined by ", ". */
  public String toText() {
    return text(SummaryField.TO_TEXT);
  }

  /** All Cc fields, unfolded and decoded, joined by ", ". */
  public String ccText() {
    return text(SummaryField.CC_TEXT);
  }

  /** All Bcc fields, unfolded and decoded, joined by ", ". */
  public String bccText() {
    return text(SummaryField.BCC_TEXT);
  }

  /** The normalised message id without angle brackets; empty when there is none. */
  public String messageId() {
    return text(SummaryField.MESSAGE_ID);
  }

  /** What THREAD=REFERENCES takes as references: the ids of References, else the first of In-Reply-To; normalised. */
  public List<String> references() {
    return SummaryText.readAll(bytes, reader(SummaryField.REFERENCES), headerStart());
  }

  /** Up to 200 characters of readable text (RFC 8970); empty when there is none. */
  public String preview() {
    return text(SummaryField.PREVIEW);
  }

  /** The POP3 unique-id that the message had where it was imported from; empty when there is none. */
  public String pop3Uidl() {
    return text(SummaryField.POP3_UIDL);
  }

  /**
   * The same with a POP3 unique-id that the message had elsewhere and is to keep.
   *
   * @param uidl see {@link Pop3Uidl#isValid}
   */
  public Summary withPop3Uidl(String uidl) {
    if (!Pop3Uidl.isValid(uidl)) {
      throw new IllegalArgumentException("not a POP3 unique-id: " + uidl);
    }
    var copy = copy(flags).sizes(size(), headerSize()).digest(digestHigh(), digestLow());
    for (SummaryField field : SummaryField.values()) {
      copy.raw(field, raw(field));
    }
    return copy.pop3Uidl(uidl).build();
  }

  /**
   * The same message with other fields in its header of which nothing is made but its size and the stored lines. The digest is then not
   * known.
   *
   * @param moreOctets by how many octets the header is longer; less than 0 if it is shorter
   * @param newSections the section tree of that
   * @param newStoredHeader the stored header lines of that; null if they are not known or exceed the bound
   */
  public Summary withHeader(long moreOctets, byte[] newSections, byte[] newStoredHeader) {
    var copy = copy(flags & ~FLAG_STORED_HEADER).sizes(size() + moreOctets, headerSize() + moreOctets).sections(newSections);
    if (newStoredHeader != null) {
      copy.storedHeader(newStoredHeader);
    }
    for (SummaryField field : SummaryField.values()) {
      switch (field) {
        case STORED_HEADER, SECTIONS -> { }
        case ENVELOPE, BODY_STRUCTURE, BODY_CUTS -> copy.raw(field, raw(field));
        case REFERENCES -> copy.ids(messageId(), references());
        default -> copy.text(field, text(field));
      }
    }
    return copy.build();
  }

  private SummaryBuilder copy(int newFlags) {
    return new SummaryBuilder().rawFlags(newFlags).rawSent(at(19).i64(), at(27).i32()).threadId(threadId());
  }

  private byte[] raw(SummaryField field) {
    int start = fieldStart(field);
    return Arrays.copyOfRange(bytes, start, start + fieldLength(field));
  }

  /** True when {@link #storedHeader()} answers a request for these header fields (any case) completely. */
  public boolean covers(Collection<String> fieldNames) {
    return has(FLAG_STORED_HEADER)
        && fieldNames.stream().allMatch(name -> STORED_FIELDS.contains(name.toLowerCase(Locale.ROOT)));
  }

  /** The header lines of {@link #STORED_FIELDS} to the byte and in order, then the blank line; see {@link #covers}. */
  public ByteBuffer storedHeader() {
    return view(SummaryField.STORED_HEADER);
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private int dataStart() {
    return FIXED_BYTES + fieldCount * (has(FLAG_WIDE) ? 4 : 2);
  }

  private int headerStart() {
    return fieldStart(SummaryField.STORED_HEADER);
  }

  private CompactReader at(int position) {
    return new CompactReader(bytes, offset + position, FIXED_BYTES - position);
  }

  /** Where field {@code index} ends, counted from the end of the table; 0 for index -1. */
  private int fieldEnd(int index) {
    if (index < 0) {
      return 0;
    }
    boolean wide = has(FLAG_WIDE);
    CompactReader in = new CompactReader(bytes, offset + FIXED_BYTES + index * (wide ? 4 : 2), wide ? 4 : 2);
    return wide ? in.i32() : in.u16();
  }

  private int fieldStart(SummaryField field) {
    int index = Math.min(field.ordinal(), fieldCount);
    return offset + dataStart() + fieldEnd(index - 1);
  }

  private int fieldLength(SummaryField field) {
    int index = field.ordinal();
    return index >= fieldCount ? 0 : fieldEnd(index) - fieldEnd(index - 1);
  }

  private CompactReader reader(SummaryField field) {
    return new CompactReader(bytes, fieldStart(field), fieldLength(field));
  }

  private ByteBuffer view(SummaryField field) {
    return ByteBuffer.wrap(bytes, fieldStart(field), fieldLength(field)).slice().asReadOnlyBuffer();
  }

  private String text(SummaryField field) {
    CompactReader in = reader(field);
    return in.remaining() == 0 ? "" : SummaryText.read(bytes, in, headerStart());
  }

  /** Equal when every octet of the encoded form is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Summary that && encoded().equals(that.encoded());
  }

  @Override
  public int hashCode() {
    return Objects.hash(size(), digestHigh());
  }

  @Override
  public String toString() {
    return "Summary[size=" + size() + ", messageId=" + messageId() + "]";
  }
}
