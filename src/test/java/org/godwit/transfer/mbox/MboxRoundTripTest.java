package org.godwit.transfer.mbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.Mail;

/** Whatever messages there are: written and read again they are the same, to the octet. */
class MboxRoundTripTest {

  /** How a file is written and how it is read. */
  private enum Way {
    RD(MboxFormat.MBOXRD, MboxFormat.AUTO), CL(MboxFormat.MBOXCL, MboxFormat.MBOXCL), CL2(MboxFormat.MBOXCL2, MboxFormat.MBOXCL2),
    RD_RD(MboxFormat.MBOXRD, MboxFormat.MBOXRD);

    private final MboxFormat written;
    private final MboxFormat read;

    Way(MboxFormat written, MboxFormat read) {
      this.written = written;
      this.read = read;
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("\r\n", "\r\n", "\r\n", "\n", "\r", " ", "\t", "a", "From ", ">From ", ">>", ":", "Status: RO", "X-UID: 5",
            "x-godwit-status: x", "X-Godwit-Exact: no-end", "X-Godwit-X-Godwit-Exact:", "Subject: hello", "Content-Length: 3",
            "From a@b Thu Jan  1 00:00:10 1970", "\r\n\r\nFrom a@b Thu Jan  1 00:00:10 1970\r\n", "X-IMAPbase: 1 1", "Return-Path: <a@b>",
            "\u0000", "\u00ff", "", "\r\n\r\n").list().ofMaxSize(14).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Mail>> mailboxes() {
    var flags = Combinators.combine(Arbitraries.integers().between(0, Flags.SYSTEM), Arbitraries.of("Work", "$Junk", "a").list().ofMaxSize(3))
        .as(Flags::new);
    var dates = Combinators.combine(Arbitraries.longs().between(-62_000_000_000L, 253_000_000_000L), Arbitraries.integers().between(-1439, 1439))
        .as(InternalDate::new);
    return Combinators.combine(texts(), flags, dates).as((text, flag, date) -> new Mail(text, flag, Optional.of(date), 0)).list().ofMaxSize(5)
        .map(MboxRoundTripTest::numbered);
  }

  private static List<Mail> numbered(List<Mail> mails) {
    var numbered = new ArrayList<Mail>();
    mails.forEach(mail -> numbered.add(new Mail(mail.text(), mail.flags(), mail.date(), 3 * numbered.size() + 2)));
    return numbered;
  }

  private static byte[] write(List<Mail> mails, MboxFormat format, LineEnds.Style style) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new MboxWriter(format, style, "77 100", out);
    for (Mail mail : mails) {
      writer.write(mail.stored());
    }
    return out.toByteArray();
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void comesBackAsItWas(@ForAll("mailboxes") List<Mail> mails, @ForAll Way way, @ForAll LineEnds.Style style) throws IOException {
    var written = write(mails, way.written, style);
    Path file = Files.createTempFile("round", ".mbox");
    try {
      Files.write(file, written);
      var read = Mail.of(MboxTree.open(file, Optional.empty(), way.read, MboxUidl.XUIDL, ZoneOffset.UTC).mailboxes().getFirst());
      assertThat(read).isEqualTo(mails);
      assertThat(write(read, way.written, style)).isEqualTo(written);
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void noOctetsMakeAReaderStumble(@ForAll("texts") String start, @ForAll("texts") String more) throws IOException {
    Path file = Files.createTempFile("hostile", ".mbox");
    try {
      Files.write(file, Mail.octets("From a@b Thu Jan  1 00:00:10 1970\n" + start + more));
      for (MboxFormat format : MboxFormat.values()) {
        assertThat(Mail.of(MboxTree.open(file, Optional.empty(), format, MboxUidl.XUIDL, ZoneOffset.UTC).mailboxes().getFirst())).isNotNull();
      }
    } finally {
      Files.delete(file);
    }
  }
}
