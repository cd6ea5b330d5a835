/**
 * The store as one of several nodes has it: requests go to the node that owns the account, and those of other nodes come here. Messages' metadata travels
 * as differences, bodies do not travel at all: every node reads them from the directory that they share.
 *
 * <p>Must not know: protocols, how the store works, which engine the cluster runs on.
 */
package org.godwit.mailbox.routing;
