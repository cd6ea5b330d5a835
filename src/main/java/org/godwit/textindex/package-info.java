/**
 * The index of texts: which messages of a mailbox may have a text, so that a search need not look at the others
 * ({@link org.godwit.search.TextIndex}). Lucene keeps it, in a directory for each mailbox that was searched.
 *
 * <p>What is indexed of a message are its <em>grams</em>: all runs of three characters of every text in which a search looks, as the
 * search compares them. A message that lacks one of the grams of a text lacks the text; whether one that has them all has the text, the
 * search finds out. Nothing here decides what matches.
 *
 * <p>It is derived data: not synced, made anew when it is lost, damaged or of another format, and safe to delete at any time. It is
 * made and brought up to date by one thread of its own, after searches that found messages which it did not know.
 *
 * <p>Must not know: protocols, how the store works, event loops.
 */
package org.godwit.textindex;
