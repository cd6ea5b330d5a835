/**
 * What whoever looks after the server asks it: {@code HealthPort} answers over HTTP whether the process lives and whether it serves
 * ({@code Health}). It looks at the rest and changes nothing. Must not know: mail, protocols, the store.
 */
package org.godwit.ops;
