/**
 * The protocol state of one client: what it may do now, what it has enabled, which mailbox it has selected, and the loop
 * that takes its commands one at a time.
 *
 * <p>Must not know: files, the cluster.
 */
package org.godwit.imap.session;
