package org.godwit.pop3.handler;

import org.godwit.pop3.maildrop.Maildrop;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** Message-numbers. */
final class Numbers {

  private Numbers() {}

  /** The number of a message that is there and not marked as deleted. */
  static int existing(int number, Pop3Session session) {
    if (!session.maildrop().has(number)) {
      throw new CommandFailure(Reply.err("No such message"));
    }
    return number;
  }

  /** How much there is, for people. */
  static String drop(Maildrop maildrop) {
    return maildrop.count() + " messages (" + maildrop.octets() + " octets)";
  }
}
