/**
 * Maildir: a file for each message, its flags in its name, mailboxes below INBOX as directories beside each other (Maildir++:
 * {@code .Level.Level}), or in each other (Dovecot's fs layout). Files that Dovecot adds are read and written: {@code dovecot-keywords},
 * {@code dovecot-uidlist}, {@code subscriptions}.
 */
package org.godwit.transfer.maildir;
