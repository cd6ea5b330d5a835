package org.godwit.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.MailStore;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MailboxRequests;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.godwit.transfer.maildir.MaildirTarget;
import org.godwit.transfer.maildir.MaildirTree;
import org.godwit.transfer.mbox.MboxFormat;
import org.godwit.transfer.mbox.MboxUidl;
import org.godwit.transfer.mbox.MboxTarget;
import org.godwit.transfer.mbox.MboxTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In and out of accounts in memory. */
class TransferTest {

  private static final String FROM = "From anna@example.org Thu Jan  1 00:00:10 1970\n";
  private static final Path CORPUS = Path.of("src/test/resources/corpus/mime4j");
  private static final MailboxName ODD = MailboxName.of("a.b", "Übersicht/x");

  @TempDir
  private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private MailStore store;

  /** A way out and in. */
  private enum Kind { MBOX, MAILDIR }

  @BeforeEach
  void start() {
    store = await(MemoryAccounts.start(vertx));
  }

  @AfterEach
  void stop() {
    await(store.stop());
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(30));
  }

  private Store account(String name) {
    return new Store(store.client(), store.client(), name);
  }

  private Outcome load(Store to, MailSource source) {
    return new Importer(to, Progress.NONE).run(source);
  }

  private MailSource mbox(String text) throws IOException {
    var file = Files.write(directory.resolve("box"), Mail.octets(text));
    return MboxTree.open(file, Optional.empty(), MboxFormat.AUTO, MboxUidl.XUIDL, ZoneOffset.UTC);
  }

  private static MailboxState messages(Store account, MailboxName mailbox) {
    return account.ask(new MailboxRequest.Select(account.account(), mailbox, false)).messages();
  }

  /** Everything about an account that an export takes along. */
  private static Map<MailboxName, List<Mail>> all(Store account) throws IOException {
    var all = new TreeMap<MailboxName, List<Mail>>();
    for (var entry : account.ask(new MailboxRequest.Catalogue(account.account())).state().mailboxes()) {
      var state = messages(account, entry.name());
      var mails = new ArrayList<Mail>();
      for (int i = 0; i < state.size(); i++) {
        var octets = StoredOctets.of(account, entry.id(), state.uid(i), state.body(i));
        var bytes = new byte[(int) octets.length()];
        for (int at = 0; at < bytes.length;) {
          at += octets.read(at, bytes, at, bytes.length - at);
        }
        mails.add(new Mail(new String(bytes, ISO_8859_1), state.flags(i),
            Optional.of(InternalDate.unpack(state.internalDate(i))), state.uid(i)));
      }
      all.put(entry.name(), mails);
    }
    return all;
  }

  private static Set<MailboxName> subscriptions(Store account) {
    return account.ask(new MailboxRequest.Catalogue(account.account())).state().subscriptions();
  }

  private static void append(Store account, MailboxName mailbox, byte[] octets, Flags flags, int uid) {
    account.ask(new MailboxRequest.Append(account.account(), mailbox, List.of(new NewMessage(new NewMessage.Small(octets),
        MessageParser.parse(octets).encode(), flags, Optional.of(new InternalDate(1_000_000_000L + uid, 0)), uid)), Optional.empty()));
  }

  /** The corpus and odd messages in several mailboxes. */
  private void fill(Store account) throws IOException {
    account.ask(new MailboxRequest.Catalogue(account.account()));
    account.ask(new MailboxRequest.Create(account.account(), ODD, Set.of()));
    account.ask(new MailboxRequest.Create(account.account(), MailboxName.of("a.b"), Set.of()));
    account.ask(new MailboxRequest.Create(account.account(), MailboxName.of("x.sbd"), Set.of()));
    account.ask(new MailboxRequest.Create(account.account(), MailboxName.of("INBOX", "below"), Set.of()));
    account.ask(new MailboxRequest.Subscribe(account.account(), ODD, true));
    account.ask(new MailboxRequest.Subscribe(account.account(), MailboxName.of("not", "there"), true));
    int uid = 0;
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".msg")).sorted().toList()) {
        uid += 2;
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        append(account, MailboxName.INBOX, Mail.octets(text.replaceAll("(?<!\r)\n", "\r\n")),
            new Flags(uid % 32, uid % 3 == 0 ? List.of("$Junk", "Work" + uid % 5) : List.of()), uid);
      }
    }
    for (String text : List.of("x", "a\nb\n", "a\r\nb\n", "a\r\r\nb\r\n", "Status: RO\r\nX-UID: 3\r\n\r\n", " \r\n", "\r\n", "From a\r\n>From b\r\n",
        "a: b\r\n\r\n\r\nFrom a@b Thu Jan  1 00:00:10 1970\r\n\r\n", "a: b\r\n\r\n" + "large ".repeat(300_000) + "\r\nend")) {
      append(account, ODD, Mail.octets(text), Flags.NONE, 0);
    }
    append(account, MailboxName.of("a.b"), Mail.octets("A: b\r\n\r\n"), Flags.NONE, 0);
    append(account, MailboxName.of("a.b"), Mail.octets("A: b\r\n\r\n"), Flags.NONE, 0);
  }

  private MailSource out(Kind kind, Store from, Path target, LineEnds.Style style) throws IOException {
    var to = kind == Kind.MBOX ? MboxTarget.directory(target, MboxFormat.MBOXRD, style) : new MaildirTarget(target, true, style);
    var outcome = new Exporter(from, Progress.NONE).run(to, Optional.empty());
    assertThat(outcome.failures()).isEmpty();
    return kind == Kind.MBOX ? MboxTree.open(target, Optional.empty(), MboxFormat.AUTO, MboxUidl.XUIDL, ZoneOffset.UTC)
        : MaildirTree.open(target, Optional.empty(), ZoneOffset.UTC);
  }

  @ParameterizedTest
  @EnumSource
  void outAndInIsTheSameAccount(Kind kind) throws IOException {
    var anna = account("anna");
    fill(anna);
    for (LineEnds.Style style : LineEnds.Style.values()) {
      var copy = account("copy-" + style);
      var outcome = load(copy, out(kind, anna, directory.resolve("out-" + style), style));
      assertThat(outcome.failures()).isEmpty();
      assertThat(all(copy)).isEqualTo(all(anna));
      assertThat(subscriptions(copy)).isEqualTo(subscriptions(anna));
      var again = load(copy, out(kind, anna, directory.resolve("again-" + style), style));
      assertThat(again.transferredMessages()).isZero();
      assertThat(again.presentMessages()).isEqualTo(outcome.transferredMessages()).isGreaterThan(90);
    }
  }

  @ParameterizedTest
  @EnumSource
  void inAndOutGivesTheSameBytes(Kind kind) throws IOException {
    var anna = account("anna");
    fill(anna);
    var first = directory.resolve("first");
    load(account("bert"), out(kind, anna, first, LineEnds.Style.LF));
    var second = directory.resolve("second");
    out(kind, account("bert"), second, LineEnds.Style.LF);
    assertThat(contents(second)).isEqualTo(contents(first));
  }

  /** All files with their content; UIDVALIDITY, which is the account's, made equal. */
  private static Map<String, String> contents(Path top) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        contents.put(top.relativize(file).toString().replaceAll("V\\d+", "V"),
            text.replaceAll("V\\d+", "V").replaceFirst("X-IMAPbase: \\d+", "X-IMAPbase: 0"));
      }
    }
    return contents;
  }

  @Test
  void equalMessagesComeInAsOftenAsTheSourceHasThem() throws IOException {
    var anna = account("anna");
    var message = FROM + "A: b\n\nx\n\n";
    assertThat(load(anna, mbox(message + message)).transferredMessages()).isEqualTo(2);
    assertThat(load(anna, mbox(message)).transferredMessages()).isZero();
    var outcome = load(anna, mbox(message + message + message));
    assertThat(outcome.transferredMessages()).isEqualTo(1);
    assertThat(outcome.presentMessages()).isEqualTo(2);
    assertThat(messages(anna, MailboxName.INBOX).size()).isEqualTo(3);
  }

  @Test
  void uidsAreKeptInANewMailboxOnly() throws IOException {
    var anna = account("anna");
    var box = FROM + "X-IMAPbase: 1 90\nX-UID: 5\n\na\n\n" + FROM + "X-UID: 50\n\nb\n\n" + FROM + "X-UID: 20\n\nc\n\n";
    load(anna, mbox(box));
    assertThat(messages(anna, MailboxName.INBOX).existing(UidSet.range(1, 100)).toString()).isEqualTo("5,50:51");
    load(anna, mbox(FROM + "X-IMAPbase: 1 90\nX-UID: 80\n\nd\n\n"));
    assertThat(messages(anna, MailboxName.INBOX).uidNext()).isEqualTo(53);
  }

  /** A store that dies after some appends. */
  private record Mortal(MailboxRequests store, int[] appends) implements MailboxRequests {
    @Override
    public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
      if (request instanceof MailboxRequest.Append && appends[0]-- <= 0) {
        return Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.UNAVAILABLE, "The server has gone away"));
      }
      return store.send(request);
    }
  }

  @Test
  void anInterruptedImportIsRunAgain() throws IOException {
    var box = new StringBuilder();
    IntStream.range(0, 1700).forEach(i -> box.append(FROM).append("A: ").append(i / 2).append("\n\nx\n\n"));
    var mortal = new Store(new Mortal(store.client(), new int[] {2}), store.client(), "anna");
    assertThatThrownBy(() -> load(mortal, mbox(box.toString()))).isInstanceOf(TransferFailure.class).hasMessageContaining("gone away");
    assertThat(messages(account("anna"), MailboxName.INBOX).size()).isEqualTo(1000);
    var outcome = load(account("anna"), mbox(box.toString()));
    assertThat(outcome.transferredMessages()).isEqualTo(700);
    assertThat(outcome.presentMessages()).isEqualTo(1000);
    assertThat(load(account("anna"), mbox(box.toString())).transferredMessages()).isZero();
  }

  @Test
  void aMessageThatIsRefusedDoesNotKeepOthersOut() throws IOException {
    var box = FROM + "A: 1\n\nx\n\n" + FROM + "X-Keywords: " + "k".repeat(250) + "\n\n2\n\n" + FROM + "A: 3\n\nx\n\n";
    var refusing = new MailboxRequests() {
      @Override
      public <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request) {
        boolean refused = request instanceof MailboxRequest.Append append
            && append.messages().stream().anyMatch(message -> !message.flags().keywords().isEmpty());
        return refused ? Uni.createFrom().failure(new MailboxFailure(MailboxFailure.Kind.LIMIT, "No such keyword here"))
            : store.client().send(request);
      }
    };
    var outcome = load(new Store(refusing, store.client(), "anna"), mbox(box));
    assertThat(outcome.transferredMessages()).isEqualTo(2);
    assertThat(outcome.failures()).singleElement().asString().contains("at octet 56").contains("No such keyword here");
  }

  @Test
  void aFileThatIsNoMailboxDoesNotKeepOthersOut() throws IOException {
    Files.writeString(directory.resolve("good"), FROM + "A: b\n\n");
    Files.writeString(directory.resolve("readme"), "no mailbox");
    var outcome = load(account("anna"), MboxTree.open(directory, Optional.empty(), MboxFormat.AUTO, MboxUidl.XUIDL, ZoneOffset.UTC));
    assertThat(outcome.transferredMessages()).isEqualTo(1);
    assertThat(outcome.failures()).singleElement().asString().contains("readme: is no mbox");
    assertThat(subscriptions(account("anna"))).contains(MailboxName.of("good"));
  }

  @Test
  void moreKeywordsThanAMaildirHasRoomFor() throws IOException {
    var anna = account("anna");
    anna.ask(new MailboxRequest.Catalogue("anna"));
    append(anna, MailboxName.INBOX, Mail.octets("a\r\n"), new Flags(0, IntStream.range(0, 28).mapToObj(i -> "k" + (10 + i)).toList()), 0);
    var outcome = new Exporter(anna, Progress.NONE).run(new MaildirTarget(directory.resolve("out"), true, LineEnds.Style.LF), Optional.empty());
    assertThat(outcome.transferredMessages()).isEqualTo(1);
    assertThat(outcome.failures()).containsExactly("INBOX: a Maildir has room for 26 keywords; left out: k36 k37");
  }

  @Test
  void oneMailboxIsAFile() throws IOException {
    var anna = account("anna");
    fill(anna);
    var file = directory.resolve("one");
    new Exporter(anna, Progress.NONE).run(MboxTarget.file(file, MboxFormat.MBOXRD, LineEnds.Style.LF), Optional.of(ODD));
    var read = Mail.of(MboxTree.open(file, Optional.empty(), MboxFormat.AUTO, MboxUidl.XUIDL, ZoneOffset.UTC).mailboxes().getFirst());
    assertThat(read).isEqualTo(all(anna).get(ODD));
    assertThatThrownBy(() -> new Exporter(anna, Progress.NONE).run(MboxTarget.file(file, MboxFormat.MBOXRD, LineEnds.Style.LF),
        Optional.of(MailboxName.of("none")))).isInstanceOf(TransferFailure.class).hasMessage("there is no mailbox none");
  }

  private List<String> pop3Uidls(Store account) {
    var state = messages(account, MailboxName.INBOX);
    var indexes = java.util.stream.IntStream.range(0, state.size()).toArray();
    return await(account.reader().summaries(state, indexes)).stream()
        .map(summary -> summary.decode().pop3Uidl()).toList();
  }

  @Test
  void uniqueIdsOfPop3ComeAlong() throws IOException {
    var anna = account("anna");
    load(anna, mbox(FROM + "X-UIDL: \"4!#abc\nSubject: 1\n\na\n\n" + FROM + "Subject: 2\n\nX-UIDL: no\n\n" + FROM
        + "x-uidl:   has space \n\na\n\n" + FROM + "Subject: large\nx-uidl: large\n\n" + "text\n".repeat(200_000) + "\n"));
    assertThat(pop3Uidls(anna)).containsExactly("\"4!#abc", "", "", "large");
    var maildir = directory.resolve("Maildir");
    Files.createDirectories(maildir.resolve("cur"));
    for (String name : List.of("1.a:2,S", "2.b:2,", "3.c:2,")) {
      Files.write(maildir.resolve("cur").resolve(name), Mail.octets("Subject: " + name + "\n\n"));
    }
    Files.write(maildir.resolve("dovecot-uidlist"), Mail.octets("3 V1500000000 N20 Gabcdef\n7 Pold.7 W3 :1.a\n12 :2.b\n"));
    var berta = account("berta");
    load(berta, MaildirTree.open(maildir, Optional.empty(), ZoneOffset.UTC));
    assertThat(pop3Uidls(berta)).containsExactly("old.7", "0000000c59682f00", "");
  }
}
