package org.godwit.mailbox.routing;

import java.io.IOException;

/**
 * A message in another version of the nodes' language. Who gets one does nothing of what it asks; so an answer in another version than the
 * question says that nothing was done.
 */
final class OtherVersion extends IOException {

  private static final long serialVersionUID = 1L;

  OtherVersion(int found) {
    super("version " + found + " of the nodes' language, and this node version " + NodeMessageCodec.VERSION);
  }
}
