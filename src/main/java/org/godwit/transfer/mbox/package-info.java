/**
 * The mbox format in its variants: messages in one file, each behind a From_ line ({@code From sender date}).
 *
 * <p>A From_ line begins a message if it has a date where From_ lines have it, and a blank line before it (or is the file's first, or
 * follows the end that a Content-Length told). Where variants cannot be told apart for certain, see
 * {@link org.godwit.transfer.mbox.MboxFormat}. Some header lines are the mailbox's and not the message's, see
 * {@link org.godwit.transfer.mbox.MboxHeader}.
 */
package org.godwit.transfer.mbox;
