/**
 * An account's state as immutable values, the records of what happens to it, and {@code apply}: the one function that runs
 * both live and on replay. Everything here may be read from any thread; one thread at a time makes the next state.
 *
 * <p>Must not know: I/O, Vert.x, Mutiny, protocols, where records are kept.
 */
package org.godwit.account;
