package org.godwit.imap.command;

/** {@code thread = "THREAD" SP thread-alg SP charset 1*(SP search-key)} (RFC 5256, 5). */
final class ThreadParser {

  private ThreadParser() {}

  static ImapCommand parse(CommandReader in, boolean uid) throws ParseException {
    String word = in.expect("threading algorithm").keyword();
    ThreadAlgorithm algorithm = Keywords.find(ThreadAlgorithm.values(), word, "threading algorithm");
    return new ImapCommand.Thread(uid, algorithm, SearchParser.criteria(in));
  }
}
