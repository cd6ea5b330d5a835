package org.godwit.imap.handler.fetch;

import org.godwit.mime.OctetSink;
import org.godwit.mime.TransferDecoder;

/** Takes the transfer encoding off a body (RFC 9051, 6.4.5: BINARY). */
record Decoding(TransferDecoder decoder) implements Transform {

  @Override
  public void accept(byte[] octets, int offset, int length, OctetSink sink) {
    decoder.decode(octets, offset, length, sink);
  }

  @Override
  public void finish(OctetSink sink) {
    decoder.finish(sink);
  }

  @Override
  public boolean isMalformed() {
    return decoder.malformed();
  }
}
