package org.godwit.config;

import java.nio.file.Path;

/**
 * Users and passwords.
 *
 * @param usersFile         the user file; relative to the data directory
 * @param cleartext         where a password may cross the network as it is
 * @param cacheSeconds      how long a verified password is remembered; 0 is not at all
 * @param cacheEntriesMax   verified passwords remembered at a time
 * @param hashThreads       threads that hash passwords
 * @param hashesWaitingMax  logins that may wait for such a thread; more are turned away for the moment
 */
public record AuthSettings(
    @Setting(value = "users", help = "the user file, relative to the data directory") Path usersFile,
    @Setting(value = "loopback", oneOf = {"never", "tls", "loopback", "always"}, help = "where passwords may be sent as they are: never, tls, loopback (on TLS and from this machine) or always") String cleartext,
    @Setting(value = "300", max = 86_400, help = "how long a verified password is remembered, in seconds; 0 never") int cacheSeconds,
    @Setting(value = "10000", min = 1, max = 1_000_000, help = "verified passwords remembered at a time") int cacheEntriesMax,
    @Setting(value = "2", min = 1, max = 256, help = "threads that hash passwords") int hashThreads,
    @Setting(value = "1000", min = 1, max = 100_000, help = "logins that may wait for such a thread; more are turned away for the moment") int hashesWaitingMax) {}
