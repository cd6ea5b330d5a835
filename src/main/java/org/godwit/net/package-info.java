/**
 * Internet addresses as values: networks, and whose client an address is.
 *
 * <p>Must not know: sockets, anything else of Godwit.
 */
package org.godwit.net;
