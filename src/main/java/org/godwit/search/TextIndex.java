package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailReader;

/**
 * Tells which messages cannot have a text, without reading them. It only ever saves work: a message that it does not know, or that may
 * have the text, is looked at; so results are the same with any index and with none, and an index that lags, fails or is lost fails
 * no search.
 */
public interface TextIndex extends AutoCloseable {

  /** Texts shorter than this are not asked for; characters. */
  int TEXT_LENGTH_MIN = 3;

  /** Where in a message. */
  enum Place {
    SUBJECT,
    FROM,
    TO,
    CC,
    BCC,
    /** The header of the message and those of parts. */
    HEADER,
    /** Parts of type text and message. */
    BODY,
    /** HEADER or BODY. */
    ANYWHERE
  }

  /**
   * What is asked of each message.
   *
   * @param key a text as {@link org.godwit.mail.UnicodeCasemap#key} has it, of at least {@link #TEXT_LENGTH_MIN} characters
   */
  record Question(Place place, String key) {}

  /** A mailbox of an account. */
  record Key(String account, MailboxId mailbox) {}

  /**
   * What the index says of some rows. Immutable.
   *
   * @param known rows that the index knows
   * @param maybe for each question the rows that may have the text; rows that are not known have no meaning there
   */
  record Candidates(BitSet known, List<BitSet> maybe) {

    /** Of no row anything is known. */
    public static Candidates unknown(int questions) {
      return new Candidates(new BitSet(), Collections.nCopies(questions, new BitSet()));
    }

    /** Whether this row certainly lacks the text of this question. */
    boolean lacks(int row, int question) {
      return known.get(row) && !maybe.get(question).get(row);
    }
  }

  /** Knows nothing and learns nothing. */
  TextIndex NONE = new TextIndex() {
    @Override
    public Uni<Void> prepare(Key mailbox) {
      return Uni.createFrom().voidItem();
    }

    @Override
    public Candidates ask(Key mailbox, MailboxState rows, MailReader reader, List<Question> questions) {
      return Candidates.unknown(questions.size());
    }

    @Override
    public void close() {
      // nothing is under way
    }
  };

  /** Completes on the context that asked, once {@link #ask} answers as well as it can; never fails, never waits for long. */
  Uni<Void> prepare(Key mailbox);

  /**
   * What is known now of these rows. They may be searched again: those that are not known yet are learnt by and by, elsewhere. Called
   * by a worker; milliseconds for the largest mailbox. Never fails.
   *
   * @param reader reads the account
   */
  Candidates ask(Key mailbox, MailboxState rows, MailReader reader, List<Question> questions);

  /** Ends what is under way; what was learnt and kept is there after the next start. */
  @Override
  void close();
}
