package org.godwit.lmtp.session;

import java.util.Optional;
import org.godwit.lmtp.delivery.MailDelivery;
import org.godwit.lmtp.delivery.Recipients;
import org.godwit.tls.TlsEngines;

/**
 * What the sessions of a server share.
 *
 * @param recipients who gets mail here
 * @param delivery how it gets there
 * @param tls for STARTTLS; without, it is not offered
 * @param host this server's name
 */
public record LmtpServices(Recipients recipients, MailDelivery delivery, Optional<TlsEngines> tls, String host, LmtpLimits limits) {}
