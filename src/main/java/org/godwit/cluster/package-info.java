/**
 * Who is in the cluster, who owns which account, and how long that may be believed: {@code ClusterEngine} and {@code Lease} are what the rest
 * uses, {@code ClusterNode} is where they come from. The engine itself is in a package below.
 *
 * <p>All of it is a hint that makes ownership quick and rare: what makes it safe are the epochs on disk (see
 * {@code storage.journal.JournalDirectory}). Must not know: mail, protocols; of files only {@code SharedDirectory} does.
 */
package org.godwit.cluster;
