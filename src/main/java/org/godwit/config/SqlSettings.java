package org.godwit.config;

/**
 * The back end {@code sql}: users in a PostgreSQL database.
 *
 * @param host           host name, address, or the directory of a UNIX socket
 * @param port           port
 * @param database       name of the database
 * @param user           who Godwit is there
 * @param password       that user's password
 * @param passwordFile   a file whose first line is that password, or empty
 * @param tls            when the connection is on TLS, and how the server is verified
 * @param caFile         a PEM file of CAs, or empty: those that Java knows
 * @param passwordQuery  yields a user's entry, one row and column
 * @param userQuery      yields a row if the user exists, or empty: the password query tells
 * @param storedAs       what every user's entry is
 * @param connectionsMax connections at a time
 * @param timeoutMs      how long the database may take to answer
 */
public record SqlSettings(
    @Setting(value = "localhost", help = "the PostgreSQL server of the back end sql: its name or address, or the directory of its UNIX socket, such as /run/postgresql") String host,
    @Setting(value = "5432", min = 1, max = 65535, help = "its port") int port,
    @Setting(value = "godwit", help = "the database") String database,
    @Setting(value = "godwit", help = "the database user that Godwit is") String user,
    @Setting(value = "", help = "that user's password; better in a file; empty where PostgreSQL asks for none") String password,
    @Setting(value = "", help = "a file whose first line is that password, relative to the data directory; read for every connection; empty for none") String passwordFile,
    @Setting(value = "auto", oneOf = {"auto", "never", "require", "verify-ca", "verify-full"}, help = "TLS to the server: never, require (whoever answers), verify-ca, verify-full (the right name too), or auto: never to this machine, else verify-full") String tls,
    @Setting(value = "", help = "PEM file of the CAs that may have signed the server's certificate, relative to the data directory; empty: those that Java knows") String caFile,
    @Setting(value = "SELECT password FROM users WHERE name = $1", help = "yields one row, the user's {SCHEME}hash in its first column, or none; $1 is the whole user name, in lower case, $2 what stands before its @, $3 what stands behind") String passwordQuery,
    @Setting(value = "", help = "yields a row if there is such a user, for mail that comes in; the same parameters; empty: sql.passwordQuery tells") String userQuery,
    @Setting(value = "hash", oneOf = {"hash", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"}, help = "what every user has there, which decides what SASL mechanisms are offered: hash (PLAIN and LOGIN only), SCRAM-SHA-256, SCRAM-SHA-1 or PLAIN (the password itself, behind {PLAIN})") String storedAs,
    @Setting(value = "4", min = 1, max = 1000, help = "connections to it at a time") int connectionsMax,
    @Setting(value = "4000", min = 100, max = 60_000, help = "how long it may take to answer, in milliseconds; best less than auth.backendTimeoutMs") int timeoutMs) {}
