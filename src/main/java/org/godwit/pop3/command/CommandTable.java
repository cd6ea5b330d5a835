package org.godwit.pop3.command;

import static org.godwit.pop3.command.AllowedIn.AUTHORIZATION;
import static org.godwit.pop3.command.AllowedIn.BOTH;
import static org.godwit.pop3.command.AllowedIn.TRANSACTION;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every command, where it is allowed and who parses it. */
final class CommandTable {

  private static final Map<String, CommandSpec> SPECS = Arrays.stream(new CommandSpec[] {
      spec("CAPA", BOTH, Pop3Command.Capa::new),
      spec("LANG", BOTH, in -> new Pop3Command.Lang(in.optionalWord())),
      spec("QUIT", BOTH, Pop3Command.Quit::new),

      spec("STLS", AUTHORIZATION, Pop3Command.Stls::new),
      spec("UTF8", AUTHORIZATION, Pop3Command.Utf8::new),
      spec("USER", AUTHORIZATION, in -> new Pop3Command.User(in.text())),
      spec("PASS", AUTHORIZATION, in -> new Pop3Command.Pass(in.text())),
      spec("APOP", AUTHORIZATION, LoginParsers::apop),
      spec("AUTH", AUTHORIZATION, LoginParsers::auth),

      spec("STAT", TRANSACTION, Pop3Command.Stat::new),
      spec("LIST", TRANSACTION, in -> new Pop3Command.List(in.optionalNumber())),
      spec("UIDL", TRANSACTION, in -> new Pop3Command.Uidl(in.optionalNumber())),
      spec("RETR", TRANSACTION, in -> new Pop3Command.Retr(in.number())),
      spec("TOP", TRANSACTION, in -> in.numbers(Pop3Command.Top::new)),
      spec("DELE", TRANSACTION, in -> new Pop3Command.Dele(in.number())),
      spec("RSET", TRANSACTION, Pop3Command.Rset::new),
      spec("NOOP", TRANSACTION, Pop3Command.Noop::new)
  }).collect(Collectors.toUnmodifiableMap(CommandSpec::keyword, Function.identity()));

  private CommandTable() {}

  /** The command with this keyword (upper case), or null. */
  static CommandSpec find(String keyword) {
    return SPECS.get(keyword);
  }

  private static CommandSpec spec(String keyword, AllowedIn allowedIn, CommandSpec.Parser parser) {
    return new CommandSpec(keyword, allowedIn, parser);
  }

  /** Without arguments. */
  private static CommandSpec spec(String keyword, AllowedIn allowedIn, Supplier<Pop3Command> command) {
    return spec(keyword, allowedIn, in -> {
      in.none();
      return command.get();
    });
  }
}
