package org.godwit.imap.handler.fetch;

import org.godwit.mime.HeaderFilter;
import org.godwit.mime.OctetSink;

/** Keeps some fields of a header (RFC 9051, 6.4.5.1: HEADER.FIELDS, HEADER.FIELDS.NOT). */
record Filtering(HeaderFilter filter) implements Transform {

  @Override
  public void accept(byte[] octets, int offset, int length, OctetSink sink) {
    filter.feed(octets, offset, length, sink);
  }

  @Override
  public void finish(OctetSink sink) {
    filter.finish(sink);
  }
}
