package org.godwit.storage.body;

import java.io.IOException;
import java.io.InputStream;

/** Makes the encoded summary of a message from its octets: always the same from the same octets. Any thread. */
public interface Summarizer {

  /**
   * The encoded summary.
   *
   * @param octets the whole message; the caller closes it
   * @param length how many there are
   */
  byte[] summarize(InputStream octets, long length) throws IOException;
}
