package org.godwit.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.godwit.mime.MessageParser;
import org.godwit.storage.body.Summarizer;

/** Computes summaries that are missing or damaged on disk, as they were computed when the messages arrived. */
final class MimeSummarizer implements Summarizer {

  private static final int PIECE_BYTES = 64 * 1024;

  @Override
  public byte[] summarize(InputStream octets, long length) throws IOException {
    var parser = new MessageParser();
    var piece = new byte[(int) Math.min(PIECE_BYTES, Math.max(1, length))];
    for (int read = octets.read(piece); read >= 0; read = octets.read(piece)) {
      parser.feed(piece, 0, read);
    }
    return parser.finish().encode();
  }
}
