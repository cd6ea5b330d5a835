/**
 * The contract between protocols and the store: requests, their replies, changes, and readers of what is on disk. Values are
 * immutable and travel by reference inside a node.
 *
 * <p>Must not know: implementations, protocols.
 */
package org.godwit.mailbox.api;
