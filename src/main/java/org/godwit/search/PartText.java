package org.godwit.search;

import org.godwit.mime.Part;
import org.godwit.mime.TextDecoder;
import org.godwit.mime.TextSink;
import org.godwit.mime.TransferDecoder;

/** The text in the body of one part: transfer encoding and charset decoded, streaming. One thread. */
final class PartText {

  private final TransferDecoder transfer;
  private final TextDecoder charset;
  private final TextSink sink;

  PartText(Part part, TextSink sink) {
    this.transfer = TransferDecoder.of(part.encoding()).orElse(null);
    this.charset = new TextDecoder(part.charset());
    this.sink = sink;
  }

  /** Takes the next octets of the body. */
  void feed(byte[] octets, int from, int to) {
    if (transfer == null) {
      charset.decode(octets, from, to - from, sink);
    } else {
      transfer.decode(octets, from, to - from, (bytes, offset, length) -> charset.decode(bytes, offset, length, sink));
    }
  }

  /** The body ends here. */
  void finish() {
    if (transfer != null) {
      transfer.finish((bytes, offset, length) -> charset.decode(bytes, offset, length, sink));
    }
    charset.finish(sink);
  }
}
