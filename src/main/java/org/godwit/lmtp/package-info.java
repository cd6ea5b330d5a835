/** LMTP (RFC 2033): mail comes in from a mail transfer agent. Each package below says what lives there. */
package org.godwit.lmtp;
