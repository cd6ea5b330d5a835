package org.godwit.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Users and passwords.
 *
 * @param usersFile         the user file; relative to the data directory
 * @param cleartext         where a password may cross the network as it is
 * @param backends          where users live, in the order in which they are asked
 * @param mechanisms        SASL mechanisms that are offered, or empty: all that every user of a back end can use
 * @param admins            users who may act for every other user
 * @param anonymousUser     the account of those who log in without a name, or empty: nobody can
 * @param cramMd5File       UW's file of clear passwords, or empty
 * @param htpasswdFile      Apache's file of users, or empty
 * @param failureDelayMs    a wrong password is told no earlier than this; doubles with each failure
 * @param failureDelayMaxMs longest such delay
 * @param backendTimeoutMs  how long a back end may take to answer
 * @param cacheSeconds      how long a verified password is remembered; 0 is not at all
 * @param cacheEntriesMax   verified passwords remembered at a time
 * @param hashThreads       threads that hash passwords
 * @param hashesWaitingMax  logins that may wait for such a thread; more are turned away for the moment
 */
public record AuthSettings(
    @Setting(value = "users", help = "the user file, relative to the data directory") Path usersFile,
    @Setting(value = "loopback", oneOf = {"never", "tls", "loopback", "always"}, help = "where passwords may be sent as they are: never, tls, loopback (on TLS and from this machine) or always") String cleartext,
    @Setting(value = "users", help = "where users live, asked in this order: users (the user file), cramMd5 (auth.cramMd5File), htpasswd (auth.htpasswdFile), ldap (section ldap), pam (section pam), oauth2 (tokens of the provider oauth2.issuer), sql (the section sql), accounts (whoever has an account here can get mail; no login)") List<String> backends,
    @Setting(value = "", help = "SASL mechanisms to offer; empty: each that every user of some back end can use") List<String> mechanisms,
    @Setting(value = "", help = "users who may act for every other user (SASL authorization identity); empty for nobody") List<String> admins,
    @Setting(value = "", help = "the account of clients that log in as ANONYMOUS; empty: they can not") String anonymousUser,
    @Setting(value = "", help = "a file of lines user TAB password, as UW's /etc/cram-md5.pwd; no one else may read it; relative to the data directory; empty for none") String cramMd5File,
    @Setting(value = "", help = "a file made by Apache's htpasswd; relative to the data directory; empty for none") String htpasswdFile,
    @Setting(value = "1000", max = 60_000, help = "a wrong password is told after so many milliseconds; doubles with each failure") int failureDelayMs,
    @Setting(value = "15000", max = 600_000, help = "longest such delay, in milliseconds") int failureDelayMaxMs,
    @Setting(value = "5000", min = 100, max = 60_000, help = "how long a back end may take to answer, in milliseconds") int backendTimeoutMs,
    @Setting(value = "300", max = 86_400, help = "how long a verified password is remembered, in seconds; 0 never") int cacheSeconds,
    @Setting(value = "10000", min = 1, max = 1_000_000, help = "verified passwords remembered at a time") int cacheEntriesMax,
    @Setting(value = "2", min = 1, max = 256, help = "threads that hash passwords") int hashThreads,
    @Setting(value = "1000", min = 1, max = 100_000, help = "logins that may wait for such a thread; more are turned away for the moment") int hashesWaitingMax) {}
