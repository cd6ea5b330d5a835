package org.godwit.imap.handler.fetch;

import org.godwit.mime.OctetSink;

/** Turns stored octets into those that are sent, as a stream: one run over one text. Bounded memory. */
interface Transform {

  /** Takes the next octets, in any cut; what comes of them goes to {@code sink}. */
  void accept(byte[] octets, int offset, int length, OctetSink sink);

  /** The text ends here. */
  void finish(OctetSink sink);

  /** Whether the text, which has ended, was not what it should be. */
  default boolean isMalformed() {
    return false;
  }
}
