/** Files that several processes share, on one machine or on several. Must not know: what is in them. */
package org.godwit.files;
