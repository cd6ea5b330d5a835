package org.godwit.mail;

/**
 * The variable-length fields of a {@link Summary}, in the order in which they are stored.
 * The order is part of the format: new fields go to the end, none is ever removed or reused.
 */
enum SummaryField {
  /** Raw header lines of the stored set, then the blank line as it was; other fields may refer to slices of it. */
  STORED_HEADER,
  /** ENVELOPE in IMAP wire form. */
  ENVELOPE,
  /** BODYSTRUCTURE in IMAP wire form. */
  BODY_STRUCTURE,
  /** Varint pairs (gap since the last cut, length): what to cut out of BODYSTRUCTURE to get BODY. */
  BODY_CUTS,
  /** The section tree; its format belongs to {@code org.godwit.mime}. */
  SECTIONS,
  /** The following are texts: see {@link SummaryText}. */
  SUBJECT,
  BASE_SUBJECT,
  SORT_FROM,
  SORT_TO,
  SORT_CC,
  DISPLAY_FROM,
  DISPLAY_TO,
  FROM_TEXT,
  TO_TEXT,
  CC_TEXT,
  BCC_TEXT,
  MESSAGE_ID,
  /** Texts one behind the other: the normalised message ids that this message refers to. */
  REFERENCES,
  PREVIEW,
  /** Text: the POP3 unique-id that the message had where it was imported from. */
  POP3_UIDL;

  static final int COUNT = values().length;
}
