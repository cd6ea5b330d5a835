/**
 * SEARCH, SORT and THREAD over an immutable snapshot of a mailbox: what matches ({@link org.godwit.search.Criterion},
 * {@link org.godwit.search.Searcher}), in which order ({@link org.godwit.search.Sorter}), in which threads
 * ({@link org.godwit.search.Threader}).
 *
 * <p>A {@link org.godwit.search.Criterion} is not IMAP's search key: it is what is left of one when the session has answered
 * everything that only a session knows (sequence numbers, {@code $}, {@code \Recent}, what time it is) and all spellings of one
 * question have become one (dates and sizes are ranges). So this package needs no view of a client, POP3 or JMAP could use it,
 * and the translation in the handler does real work instead of copying.
 *
 * <p>How a search runs: rows are judged from the columns, those undecided from their summaries, and only those still undecided
 * from their text, which is streamed through bounded memory. The event loop only reads and hands on; judging runs on
 * {@link org.godwit.search.Workers}, one small job at a time for each search.
 *
 * <p>Must not know: IMAP syntax, sessions, sockets, files.
 */
package org.godwit.search;
