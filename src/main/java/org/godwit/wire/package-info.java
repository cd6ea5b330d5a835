/**
 * Connections: bytes to lines and literals with limits, output with back-pressure, compression; shared by the protocols.
 * A connection lives on one event loop and is touched only there.
 *
 * <p>Must not know: what commands mean, mailboxes, storage.
 */
package org.godwit.wire;
