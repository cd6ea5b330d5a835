/**
 * Who may come in, and how many of them: counts of connections and rates.
 *
 * <p>Must not know: sockets, what commands mean.
 */
package org.godwit.wire.gate;
