package org.godwit.storage.ownership;

import java.io.IOException;

/** What an owner does, one after the other. */
interface Script {
  void run(Owner owner) throws IOException;
}
