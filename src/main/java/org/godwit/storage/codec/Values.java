package org.godwit.storage.codec;

import java.util.List;
import java.util.Set;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;

/** How the values that several of the store's files hold are written: one pair of methods each. */
public final class Values {

  private Values() {}

  public static void mailbox(Encoder out, MailboxId id) {
    out.number(id.value());
  }

  public static MailboxId mailbox(Decoder in) throws FormatException {
    return valid(() -> new MailboxId(in.number()));
  }

  public static void name(Encoder out, MailboxName name) {
    out.all(name.levels(), Encoder::text);
  }

  public static MailboxName name(Decoder in) throws FormatException {
    return valid(() -> new MailboxName(in.all(Decoder::text)));
  }

  public static void uidValidity(Encoder out, UidValidity value) {
    out.number(value.value());
  }

  public static UidValidity uidValidity(Decoder in) throws FormatException {
    return valid(() -> new UidValidity(in.number()));
  }

  public static void texts(Encoder out, Set<String> texts) {
    out.all(texts.stream().sorted().toList(), Encoder::text);
  }

  public static Set<String> texts(Decoder in) throws FormatException {
    return Set.copyOf(in.all(Decoder::text));
  }

  public static void flags(Encoder out, Flags flags) {
    out.u8(flags.system()).all(flags.keywords(), Encoder::text);
  }

  public static Flags flags(Decoder in) throws FormatException {
    return valid(() -> {
      int system = in.u8();
      List<String> keywords = in.all(Decoder::text);
      return keywords.isEmpty() ? Flags.ofSystem(system) : new Flags(system, keywords);
    });
  }

  /** Ranges, each as the gap behind the one before and its length. */
  public static void uids(Encoder out, UidSet uids) {
    out.number(uids.rangeCount());
    int last = 0;
    for (int i = 0; i < uids.rangeCount(); i++) {
      out.number(uids.first(i) - (long) last).number(uids.last(i) - (long) uids.first(i));
      last = uids.last(i);
    }
  }

  public static UidSet uids(Decoder in) throws FormatException {
    return valid(() -> {
      var builder = new UidSet.Builder();
      long last = 0;
      for (int ranges = in.size(); ranges > 0; ranges--) {
        long first = last + in.number();
        last = first + in.number();
        if (first < 1 || last > Integer.MAX_VALUE || last < first) {
          throw new FormatException("uid range " + first + ":" + last);
        }
        builder.addRange((int) first, (int) last);
      }
      return builder.build();
    });
  }

  public static void extent(Encoder out, Extent extent) {
    out.signed(extent.segment()).number(extent.offset()).number(extent.length());
  }

  public static Extent extent(Decoder in) throws FormatException {
    return valid(() -> new Extent(in.signedInt(), in.number(), in.number()));
  }

  public static void vanished(Encoder out, Vanished vanished) {
    uids(out, vanished.uids());
    out.number(vanished.modSeq());
  }

  public static Vanished vanished(Decoder in) throws FormatException {
    return new Vanished(uids(in), in.number());
  }

  private interface Made<T> {
    T get() throws FormatException;
  }

  /** Turns a value's own refusal into the failure that every damaged byte gives. */
  private static <T> T valid(Made<T> value) throws FormatException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new FormatException(e.getMessage(), e);
    }
  }
}
