/**
 * Users in a PostgreSQL database: what is asked of it ({@link org.godwit.auth.sql.SqlQuery}), how it is reached and what happens
 * when it does not answer ({@link org.godwit.auth.sql.SqlDatabase}), and what the answers mean
 * ({@link org.godwit.auth.sql.SqlBackend}).
 *
 * <p>Must not know: mailboxes, protocols, sockets of clients, SASL.
 */
package org.godwit.auth.sql;
