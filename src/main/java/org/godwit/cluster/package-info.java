/**
 * Who is in the cluster, who owns which account, and how long that may be believed.
 *
 * <p>All of it is a hint that makes ownership quick and rare: what makes it safe are the epochs on disk (see
 * {@code storage.journal.JournalDirectory}). Must not know: mail, protocols, files.
 */
package org.godwit.cluster;
