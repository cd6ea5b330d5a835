package org.godwit.mime;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.mail.Address;
import org.godwit.mail.BodyStructure;
import org.godwit.mail.BodyStructure.Basic;
import org.godwit.mail.CompactWriter;
import org.godwit.mail.Envelope;
import org.godwit.mail.Summary;
import org.godwit.mail.SummaryBuilder;

/** Makes the summary of a finished tree. Used once, by one thread. */
final class SummaryAssembler {
  /** Characters of the decoded subject kept at most. */
  static final int SUBJECT_CHARS_MAX = 4096;
  /** Characters of all decoded addresses of one kind kept at most. */
  static final int ADDRESSES_CHARS_MAX = 16 * 1024;
  /** Characters of a sort key kept at most. */
  static final int KEY_CHARS_MAX = 512;

  private final List<Entity> entities;
  private final HeaderBlock header;
  private final MessageTree tree;
  private final SummaryBuilder summary = new SummaryBuilder();

  SummaryAssembler(MessageTree tree) {
    this.tree = tree;
    this.entities = tree.entities();
    this.header = tree.messageHeader();
  }

  Summary assemble(long size, ContentDigest digest) {
    Entity root = entities.getFirst();
    entities.forEach(SummaryAssembler::settle);
    byte[] stored = tree.stored().lines();
    if (stored != null) {
      summary.storedHeader(stored);
    }
    if (header.wasCut()) {
      summary.cut();
    }
    long[] bits = digest.first128Bits();
    summary.sizes(size, root.bodyStart).digest(bits[0], bits[1])
        .envelope(root.envelope.toWire()).bodyStructure(structure().toWire()).sections(sections())
        .preview(tree.preview().text());
    date();
    subject();
    addresses(root.envelope);
    ids();
    return summary.build();
  }

  /** A multipart in which no boundary ever came is shown as the text that it is, to the last octet. */
  private static void settle(Entity entity) {
    if (entity.kind == Part.Kind.MULTIPART && entity.children.isEmpty()) {
      entity.kind = Part.Kind.LEAF;
      entity.fields = entity.fields.asPlainText();
    }
  }

  private void date() {
    String value = header.first("date");
    if (value != null) {
      MessageDate.parse(value).ifPresent(date -> summary.sent(date.epochMillis(), date.day()));
    }
  }

  private void subject() {
    String value = header.first("subject");
    String decoded = value == null ? "" : cut(EncodedWords.decode(value), SUBJECT_CHARS_MAX);
    BaseSubject base = BaseSubject.of(decoded);
    summary.subject(decoded, base.text());
    if (base.replyOrForward()) {
      summary.replyOrForward();
    }
  }

  private void addresses(Envelope envelope) {
    summary.sortKeys(sortKey(envelope.from()), sortKey(envelope.to()), sortKey(envelope.cc()))
        .displayKeys(displayKey(envelope.from()), displayKey(envelope.to()))
        .addressTexts(addressText("from"), addressText("to"), addressText("cc"), addressText("bcc"));
  }

  private String addressText(String name) {
    String value = header.joined(name);
    return value == null ? "" : cut(EncodedWords.decode(value), ADDRESSES_CHARS_MAX);
  }

  /** RFC 5256, 3: the local part of the first address; of a group (RFC 5256 is silent) its name. */
  private static String sortKey(List<Address> addresses) {
    String mailbox = addresses.isEmpty() ? null : addresses.getFirst().mailbox();
    return mailbox == null ? "" : key(mailbox);
  }

  /** RFC 5957, 3. */
  private static String displayKey(List<Address> addresses) {
    if (addresses.isEmpty()) {
      return "";
    }
    Address first = addresses.getFirst();
    String name = first.name() == null ? "" : key(first.name());
    if (!name.isEmpty()) {
      return name;
    }
    String mailbox = first.mailbox() == null ? "" : first.mailbox();
    return key(first.host() == null ? mailbox : mailbox + "@" + first.host());
  }

  private static String key(String octets) {
    String decoded = EncodedWords.decode(octets);
    return head(decoded, KEY_CHARS_MAX);
  }

  private void ids() {
    List<String> own = ids("message-id");
    List<String> references = ids("references");
    if (references.isEmpty()) {
      references = ids("in-reply-to").stream().limit(1).toList();
    }
    String messageId = own.isEmpty() ? "" : own.getFirst();
    String root = references.isEmpty() ? messageId : references.getFirst();
    summary.ids(messageId, references).threadId(root.isEmpty() ? 0 : ContentDigest.of(root));
  }

  private List<String> ids(String name) {
    String value = header.joined(name);
    return value == null ? List.of() : MessageIds.parse(value);
  }

  /** Built from the last entity to the first, so that children are there before their parents. */
  private BodyStructure structure() {
    Map<Entity, BodyStructure> built = new IdentityHashMap<>();
    for (Entity entity : entities.reversed()) {
      List<BodyStructure> children = entity.children.stream().map(built::remove).toList();
      built.put(entity, structure(entity, children));
    }
    return built.get(entities.getFirst());
  }

  private static BodyStructure structure(Entity entity, List<BodyStructure> children) {
    MimeFields fields = entity.fields;
    if (entity.kind == Part.Kind.MULTIPART) {
      return new BodyStructure.Multipart(children, fields.subtype(), fields.extension());
    }
    Basic basic = new Basic(fields.type(), fields.subtype(), fields.id(), fields.description(), fields.encodingToken(),
        entity.bodyEnd - entity.bodyStart);
    return entity.kind == Part.Kind.LEAF ? new BodyStructure.Leaf(basic, entity.lines, fields.extension())
        : new BodyStructure.Message(basic, entity.children.getFirst().envelope, children.getFirst(), entity.lines,
            fields.extension());
  }

  private byte[] sections() {
    CompactWriter out = new CompactWriter(32 * entities.size());
    long previous = 0;
    for (Entity entity : entities) {
      MimeFields fields = entity.fields;
      SectionCodec.write(out, new Part(entity.kind, fields.mediaType(), latin1(fields.charset()), fields.encoding(),
          fields.isAttachment(), entity.headerStart, entity.bodyStart, entity.bodyEnd, entity.lines,
          entity.children.size()), previous);
      previous = entity.bodyStart;
    }
    return out.toByteArray();
  }

  /** A charset name decoded from an extended parameter may hold anything. */
  private static String latin1(String charset) {
    return charset.chars().allMatch(c -> c < 0x100) ? charset : "";
  }

  private String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    summary.cut();
    return head(text, max);
  }

  /** At most {@code max} characters, no surrogate pair cut in two. */
  private static String head(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }
}
