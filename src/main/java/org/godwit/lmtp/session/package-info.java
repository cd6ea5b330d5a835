/**
 * LMTP sessions: their states, the loop that takes commands one at a time, and where a body ends. Everything here runs on the event
 * loop of the connection.
 *
 * <p>Must not know: files, the cluster, how accounts are found.
 */
package org.godwit.lmtp.session;
