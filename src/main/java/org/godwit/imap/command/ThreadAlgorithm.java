package org.godwit.imap.command;

/** How THREAD groups messages; the constants' names are those on the wire. */
public enum ThreadAlgorithm {
  /** RFC 5256, 3. */
  ORDEREDSUBJECT,
  /** RFC 5256, 3. */
  REFERENCES,
  /** draft-ietf-morg-inthread: REFERENCES without the merging by subject, threads ordered by their latest message. */
  REFS
}
