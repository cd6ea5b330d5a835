package org.godwit.imap.transcript;

import java.io.IOException;
import org.godwit.imap.transcript.Transcript.Text;

/** What the clients of a protocol do without a line of the transcript: how they arrive, listen, and take their leave. */
interface Manners {

  /** Goes to where the header {@code State} wants every connection to begin. */
  void arrive(TestClient client, Transcript transcript, String user, String password) throws IOException;

  /** The next response. */
  Text response(TestClient client);

  /** Logs out: nothing unexpected may be waiting. */
  void leave(int connection, TestClient client);

  /** Fails unless it holds. */
  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Fails unless the last of these lines is a tagged OK. */
  static void ok(String responses) {
    check(responses.lines().reduce((first, second) -> second).orElse("").matches("\\S+ OK .*"), "not OK: " + responses);
  }
}
