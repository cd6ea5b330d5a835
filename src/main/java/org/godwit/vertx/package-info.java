/**
 * The bridge between Vert.x futures and contexts and Mutiny.
 *
 * <p>Must not know: anything else of Godwit.
 */
package org.godwit.vertx;
