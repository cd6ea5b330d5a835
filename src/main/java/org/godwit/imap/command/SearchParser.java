package org.godwit.imap.command;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * {@code search = "SEARCH" [search-return-opts] SP search-program}, {@code search-program = ["CHARSET" SP charset SP] search-key
 * *(SP search-key)} (RFC 9051, 6.4.4).
 */
final class SearchParser {

  private SearchParser() {}

  static ImapCommand parse(CommandReader in, boolean uid) throws ParseException {
    in.expect("search key");
    Optional<ReturnOptions> returns = ReturnParser.parse(in);
    if (returns.isPresent()) {
      in.expect("search key");
    }
    try {
      return new ImapCommand.Search(uid, returns, program(in));
    } catch (ParseException e) {
      throw returns.isPresent() && returns.get().save() ? e.whileSaving() : e;
    }
  }

  /** {@code search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)} */
  private static SearchKey program(CommandReader in) throws ParseException {
    // without CHARSET it is UTF-8, of which US-ASCII is a part (RFC 9051, 6.4.4)
    Charset charset = StandardCharsets.UTF_8;
    if (in.looksAt("CHARSET ")) {
      if (!in.context().searchCharset()) {
        throw ParseException.bad("CHARSET is not allowed once UTF8=ACCEPT is enabled");
      }
      in.keyword();
      charset = charset(in);
      in.expect("search key");
    }
    return new SearchKeyParser(in, charset).program();
  }

  /** {@code SP charset SP search-key *(SP search-key)}, as SORT and THREAD have it (RFC 5256, 5). */
  static SearchKey criteria(CommandReader in) throws ParseException {
    Charset charset = charset(in);
    if (!in.context().searchCharset() && !charset.equals(StandardCharsets.UTF_8)) {
      throw ParseException.bad("The charset must be UTF-8 once UTF8=ACCEPT is enabled");
    }
    in.expect("search key");
    return new SearchKeyParser(in, charset).program();
  }

  /** {@code SP charset}, {@code charset = atom / quoted} */
  private static Charset charset(CommandReader in) throws ParseException {
    String name = in.expect("charset").astring(StandardCharsets.ISO_8859_1);
    try {
      Charset charset = Charset.forName(name);
      // clients that say US-ASCII and send more mean UTF-8
      return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw ParseException.no("BADCHARSET (US-ASCII UTF-8 ISO-8859-1)", "Unknown charset");
    }
  }
}
