/**
 * MIME: the streaming parse of a message into its summary, the location of sections, decoding of transfer encodings,
 * encoded words and charsets. Everything here reads a stranger's bytes: memory, depth and counts are bounded, and
 * nothing that a message contains makes it throw.
 *
 * <p>Must not know: IMAP commands and responses (beyond the wire form of ENVELOPE and BODYSTRUCTURE, which the values of
 * {@code org.godwit.mail} write), files, Vert.x.
 */
package org.godwit.mime;
