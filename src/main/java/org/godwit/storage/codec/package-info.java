/**
 * Bytes to numbers and back for the store's own files: big-endian, bounds checked, checksummed.
 *
 * <p>Must not know: which files there are, Vert.x, Mutiny.
 */
package org.godwit.storage.codec;
