package org.godwit.config;

import java.util.List;

/**
 * Kerberos 5, for GSSAPI.
 *
 * @param keytab      the keys of the services, or empty: no GSSAPI
 * @param realms      realms whose principals are users by their bare name; empty: those of the services in the keytab
 * @param otherRealms what principals of other realms are
 */
public record KerberosSettings(
    @Setting(value = "", help = "a keytab with the keys of imap/HOST@REALM and pop/HOST@REALM, for GSSAPI; no one else may read it; relative to the data directory; empty for none") String keytab,
    @Setting(value = "", help = "realms whose principals user@REALM are users by their bare name; empty: the realms of the services in the keytab") List<String> realms,
    @Setting(value = "refuse", oneOf = {"refuse", "keep"}, help = "principals of other realms: refuse, or keep (they are users by the name user@realm)") String otherRealms) {}
