/**
 * Pure values of mail: identifiers, flags, sets, names, dates, summaries. Immutable and safe on any thread.
 *
 * <p>Must not know: Vert.x, Mutiny, I/O, any protocol engine.
 */
package org.godwit.mail;
