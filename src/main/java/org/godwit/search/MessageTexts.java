package org.godwit.search;

import org.godwit.mail.Summary;
import org.godwit.mail.UnicodeCasemap;
import org.godwit.mime.HeaderReader;
import org.godwit.mime.OctetRange;
import org.godwit.mime.Sections;

/**
 * All texts of a message in which a search may find something, for an index of them. It names the octets it wants next and takes them.
 * Whatever {@link Searcher} finds in a message is within one of these texts. One thread at a time.
 */
public final class MessageTexts {

  /** Takes texts as {@link UnicodeCasemap#key} has them. */
  public interface Visitor {

    /** One field of the message's own header: its value. @param name in lower case */
    void field(String name, String key);

    /** One line of a header, of the message or of a part: name, colon, blank, value. */
    void headerLine(String key);

    /** The next piece of the body of a part. */
    void body(String key);

    /** The body of this part ends: what comes has nothing to do with it. */
    void bodyEnd();
  }

  private final RegionWalk walk;
  private final Visitor visitor;
  private HeaderReader header;
  private PartText part;
  private KeyedText keyed;

  /**
   * The visitor is given at once what the summary has.
   *
   * @throws IllegalArgumentException if the summary is damaged
   */
  public MessageTexts(Summary summary, Visitor visitor) {
    this.walk = new RegionWalk(Sections.of(summary), true, true, true);
    this.visitor = visitor;
    Term.summaryTexts(summary, this::ofSummary);
  }

  /** A search of a field, and of all texts, believes the summary; its texts are not always a part of the header as it is. */
  private void ofSummary(String name, String text) {
    String key = UnicodeCasemap.key(text);
    visitor.field(name, key);
    visitor.headerLine(key);
  }

  /** Whether nothing more is wanted. */
  public boolean isEnded() {
    return walk.isEnded();
  }

  /** The octets to be given next, at most {@code max}. */
  public OctetRange next(int max) {
    return walk.next(max);
  }

  /** Takes what {@link #next} asked for. */
  public void feed(byte[] octets) {
    walk.feed(octets, this::feed);
  }

  private void feed(RegionWalk.Region now, byte[] octets, int from, int to, boolean last) {
    if (now.header()) {
      if (header == null) {
        header = new HeaderReader((name, value) -> inField(now.top(), name, value));
      }
      header.feed(octets, from, to - from);
      if (last) {
        header.finish();
        header = null;
      }
      return;
    }
    if (part == null) {
      keyed = new KeyedText(visitor::body);
      part = new PartText(now.part(), keyed);
    }
    part.feed(octets, from, to);
    if (last) {
      part.finish();
      keyed.finish();
      visitor.bodyEnd();
      part = null;
    }
  }

  private void inField(boolean top, String name, String value) {
    visitor.headerLine(UnicodeCasemap.key(MessageScan.line(name, value)));
    if (top) {
      visitor.field(name, UnicodeCasemap.key(value));
    }
  }
}
