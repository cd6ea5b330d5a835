/**
 * Requests, replies and messages' metadata in binary, for whoever is not in the process that owns the account: tools of this machine, other nodes.
 *
 * <p>Must not know: how they travel, how the store works.
 */
package org.godwit.mailbox.codec;
