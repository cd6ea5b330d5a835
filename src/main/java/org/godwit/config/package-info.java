/**
 * Typed, validated settings: what they are ({@link org.godwit.config.Settings}, one annotated record component each) and where
 * they come from (built-in defaults, then a YAML file, then {@code GODWIT_} environment variables, then {@code --set}).
 *
 * <p>Must not know: protocols, the store, Vert.x. A setting is a number with a unit in its name; what it means is the reader's.
 */
package org.godwit.config;
