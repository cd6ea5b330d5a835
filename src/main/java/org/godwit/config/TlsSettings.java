package org.godwit.config;

import java.util.List;

/**
 * TLS: the server's certificates, and who its clients may be.
 *
 * @param certificates      PEM files, PKCS#12 files (.p12, .pfx), or directories with a usual pair of PEM files; empty: one is generated
 * @param keys              PEM files of private keys that are not in those
 * @param password          password of PKCS#12 files and encrypted keys
 * @param passwordFile      a file with that password, or empty
 * @param clientCa          a PEM file of CAs whose client certificates are accepted, or empty: none is asked for
 * @param clientNames       where in a client's certificate the name of its user stands, in this order
 * @param clientUsers       a file of users and the subjects of their certificates, for {@code table}, or empty
 * @param hostName          the name in a generated certificate, or empty for this machine's
 * @param reloadSeconds     how often files are looked at for changes
 * @param handshakeTimeoutSeconds  time a client has for the handshake
 * @param handshakeThreads  threads that compute handshakes
 * @param handshakesWaitingMax  handshakes that may wait for such a thread; more are turned away
 */
public record TlsSettings(
    @Setting(value = "", help = "certificates: PEM files (chain, with or without the key), .p12 or .pfx files, or directories as certbot and Kubernetes make them; relative to the data directory; empty: one is generated there") List<String> certificates,
    @Setting(value = "", help = "PEM files of the private keys, if they are not in those files; which belongs to which is found out") List<String> keys,
    @Setting(value = "", help = "password of .p12 files and encrypted keys; better in a file") String password,
    @Setting(value = "", help = "a file whose first line is that password; relative to the data directory; empty for none") String passwordFile,
    @Setting(value = "", help = "PEM file of CAs: clients are asked for a certificate from one of them, and may go without; relative to the data directory; empty: they are not asked") String clientCa,
    @Setting(value = "email,cn", help = "where a client's certificate names its user, for EXTERNAL, the first that is one counts: email (its mail addresses), cn, uid (of its subject), table (tls.clientUsers)") List<String> clientNames,
    @Setting(value = "", help = "for table: a file of lines user TAB subject, the subject as openssl x509 -nameopt RFC2253 shows it; relative to the data directory; empty for none") String clientUsers,
    @Setting(value = "", help = "host name in the generated certificate; empty for this machine's") String hostName,
    @Setting(value = "5", min = 1, max = 86_400, help = "how often the files are looked at for changes, in seconds") int reloadSeconds,
    @Setting(value = "15", min = 1, max = 600, help = "time a client has for the handshake, in seconds") int handshakeTimeoutSeconds,
    @Setting(value = "1", min = 1, max = 256, help = "threads that compute handshakes") int handshakeThreads,
    @Setting(value = "1000", min = 1, max = 100_000, help = "handshakes that may wait for such a thread; more are turned away") int handshakesWaitingMax) {}
