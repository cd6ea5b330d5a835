package org.godwit.storage.journal;

import java.io.IOException;
import org.godwit.storage.Damage;

/** Is shown the entries of a journal in order, and where there should be some but are none. */
public interface EntryVisitor {

  /** An entry whose records are whole. */
  void entry(JournalEntry entry) throws IOException;

  /** Octets that were acknowledged and cannot be read. */
  void damaged(Damage damage) throws IOException;
}
