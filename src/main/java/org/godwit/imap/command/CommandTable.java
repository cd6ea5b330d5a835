package org.godwit.imap.command;

import static org.godwit.imap.command.AllowedIn.ANY;
import static org.godwit.imap.command.AllowedIn.AUTHENTICATED;
import static org.godwit.imap.command.AllowedIn.NOT_AUTHENTICATED;
import static org.godwit.imap.command.AllowedIn.SELECTED;
import static org.godwit.imap.command.Nature.CHANGES_MAILBOX;
import static org.godwit.imap.command.Nature.CHANGES_SESSION;
import static org.godwit.imap.command.Nature.NO_EXPUNGE;
import static org.godwit.imap.command.Nature.SEQUENCE_NUMBERS;
import static org.godwit.imap.command.Nature.TAKES_INPUT;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every command Godwit knows: where it is allowed, what it does to a session, and who parses it. */
public final class CommandTable {

  private static final Map<String, CommandSpec> SPECS = Arrays.stream(new CommandSpec[] {
      spec("CAPABILITY", ANY, in -> new ImapCommand.Capability()),
      spec("NOOP", ANY, in -> new ImapCommand.Noop()),
      spec("LOGOUT", ANY, in -> new ImapCommand.Logout(), CHANGES_SESSION),
      spec("ID", ANY, IdParser::parse),

      spec("STARTTLS", NOT_AUTHENTICATED, in -> new ImapCommand.StartTls(), CHANGES_SESSION, TAKES_INPUT),
      spec("AUTHENTICATE", NOT_AUTHENTICATED, LoginParsers::authenticate, CHANGES_SESSION, TAKES_INPUT),
      spec("LOGIN", NOT_AUTHENTICATED, LoginParsers::login, CHANGES_SESSION),

      spec("ENABLE", AUTHENTICATED, LoginParsers::enable, CHANGES_SESSION),
      spec("COMPRESS", AUTHENTICATED, LoginParsers::compress, CHANGES_SESSION, TAKES_INPUT),
      spec("UNAUTHENTICATE", AUTHENTICATED, in -> new ImapCommand.Unauthenticate(), CHANGES_SESSION),
      spec("SELECT", AUTHENTICATED, in -> SelectParser.parse(in, false), CHANGES_SESSION),
      spec("EXAMINE", AUTHENTICATED, in -> SelectParser.parse(in, true), CHANGES_SESSION),
      spec("CREATE", AUTHENTICATED, CreateParser::parse, CHANGES_MAILBOX),
      spec("DELETE", AUTHENTICATED, MailboxParsers::delete, CHANGES_MAILBOX),
      spec("RENAME", AUTHENTICATED, MailboxParsers::rename, CHANGES_MAILBOX),
      spec("SUBSCRIBE", AUTHENTICATED, MailboxParsers::subscribe, CHANGES_MAILBOX),
      spec("UNSUBSCRIBE", AUTHENTICATED, MailboxParsers::unsubscribe, CHANGES_MAILBOX),
      spec("LIST", AUTHENTICATED, ListParser::parse),
      spec("LSUB", AUTHENTICATED, ListParser::parseLsub),
      spec("NAMESPACE", AUTHENTICATED, in -> new ImapCommand.Namespace()),
      spec("STATUS", AUTHENTICATED, StatusParser::parse),
      spec("APPEND", AUTHENTICATED, AppendParser::parse, CHANGES_MAILBOX),
      spec("IDLE", AUTHENTICATED, in -> new ImapCommand.Idle(), TAKES_INPUT),

      spec("CHECK", SELECTED, in -> new ImapCommand.Check()),
      spec("CLOSE", SELECTED, in -> new ImapCommand.Close(), CHANGES_MAILBOX, CHANGES_SESSION),
      spec("UNSELECT", SELECTED, in -> new ImapCommand.Unselect(), CHANGES_SESSION),
      spec("EXPUNGE", SELECTED, MessageParsers::expunge, CHANGES_MAILBOX),
      spec("SEARCH", SELECTED, in -> SearchParser.parse(in, false), SEQUENCE_NUMBERS, NO_EXPUNGE),
      spec("SORT", SELECTED, in -> SortParser.parse(in, false), SEQUENCE_NUMBERS, NO_EXPUNGE),
      spec("THREAD", SELECTED, in -> ThreadParser.parse(in, false), SEQUENCE_NUMBERS, NO_EXPUNGE),
      spec("FETCH", SELECTED, in -> FetchParser.parse(in, false), SEQUENCE_NUMBERS, NO_EXPUNGE),
      spec("STORE", SELECTED, in -> StoreParser.parse(in, false), SEQUENCE_NUMBERS, NO_EXPUNGE, CHANGES_MAILBOX),
      spec("COPY", SELECTED, in -> MessageParsers.copy(in, false), SEQUENCE_NUMBERS, CHANGES_MAILBOX),
      spec("MOVE", SELECTED, in -> MessageParsers.move(in, false), SEQUENCE_NUMBERS, CHANGES_MAILBOX),
      spec("REPLACE", SELECTED, in -> AppendParser.parseReplace(in, false), SEQUENCE_NUMBERS, CHANGES_MAILBOX),

      spec("UID EXPUNGE", SELECTED, MessageParsers::uidExpunge, CHANGES_MAILBOX),
      spec("UID SEARCH", SELECTED, in -> SearchParser.parse(in, true)),
      spec("UID SORT", SELECTED, in -> SortParser.parse(in, true)),
      spec("UID THREAD", SELECTED, in -> ThreadParser.parse(in, true)),
      spec("UID FETCH", SELECTED, in -> FetchParser.parse(in, true)),
      spec("UID STORE", SELECTED, in -> StoreParser.parse(in, true), CHANGES_MAILBOX),
      spec("UID COPY", SELECTED, in -> MessageParsers.copy(in, true), CHANGES_MAILBOX),
      spec("UID MOVE", SELECTED, in -> MessageParsers.move(in, true), CHANGES_MAILBOX),
      spec("UID REPLACE", SELECTED, in -> AppendParser.parseReplace(in, true), CHANGES_MAILBOX)
  }).collect(Collectors.toUnmodifiableMap(CommandSpec::name, Function.identity()));

  private CommandTable() {}

  /** The command of this name (upper case, {@code UID FETCH} with one space), or null. */
  public static CommandSpec find(String name) {
    return SPECS.get(name);
  }

  /** All of them. */
  public static Collection<CommandSpec> all() {
    return SPECS.values();
  }

  private static CommandSpec spec(String name, AllowedIn allowedIn, CommandSpec.Parser parser, Nature... natures) {
    return new CommandSpec(name, allowedIn, Set.of(natures), parser);
  }
}
