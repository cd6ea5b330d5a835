package org.godwit.config;

import java.util.List;

/**
 * The back end {@code ldap}: a directory that checks passwords by a simple bind (RFC 4513, 5.1.3). Either {@code userDn} says which
 * entry is a user's, or a search below {@code searchBase} finds it.
 *
 * <p>In {@code userDn}, {@code searchBase} and {@code searchFilter} stand {@code %u} for the user name, {@code %n} for what is in
 * front of its {@code @}, {@code %d} for what is behind it ({@code mail.defaultDomain} if there is none), {@code %%} for a percent sign.
 *
 * @param urls             the servers; the next is tried when one cannot be reached
 * @param startTls         whether connections to {@code ldap://} are encrypted before anything is sent
 * @param caFile           PEM file of CAs that vouch for the servers, or empty: those that Java trusts
 * @param userDn           whom to bind as, or empty: search
 * @param searchBase       where users are searched, or empty: no search
 * @param searchFilter     which of the entries there is the user
 * @param searchScope      how deep below the base
 * @param bindDn           who searches, or empty: anonymous
 * @param bindPassword     their password
 * @param bindPasswordFile a file with that password, read for each new connection, or empty
 * @param userAttribute    the attribute that names the account, or empty: the name that was logged in with
 * @param connectionsMax   connections for searching, as many again for binding; and questions at a time
 * @param connectTimeoutMs how long connecting to a server may take
 * @param answerTimeoutMs  how long a server may take to answer
 */
public record LdapSettings(
    @Setting(value = "", help = "LDAP servers, such as ldaps://ldap1.example.org, ldap://ldap2.example.org:10389; tried in this order") List<String> urls,
    @Setting(value = "true", help = "whether ldap:// is encrypted with StartTLS before anything is sent; false only where nobody can listen in") boolean startTls,
    @Setting(value = "", help = "PEM file of CAs that vouch for the LDAP servers; relative to the data directory; empty: those that Java trusts") String caFile,
    @Setting(value = "", help = "to check passwords without a search: whom to bind as, such as uid=%u,ou=people,dc=example,dc=org; %u is the user name, %n what is in front of its @, %d its domain; empty: search") String userDn,
    @Setting(value = "", help = "to search for users first: where, such as ou=people,dc=example,dc=org; may have %u, %n and %d; empty: no search") String searchBase,
    @Setting(value = "(uid=%u)", help = "which entry is the user's; such as (&(objectClass=inetOrgPerson)(|(uid=%u)(mail=%u)))") String searchFilter,
    @Setting(value = "sub", oneOf = {"base", "one", "sub"}, help = "how deep to search: base (the base itself), one (just below) or sub (everything)") String searchScope,
    @Setting(value = "", help = "whom to search as; empty: anonymous") String bindDn,
    @Setting(value = "", help = "password of ldap.bindDn; better in a file") String bindPassword,
    @Setting(value = "", help = "a file whose first line is that password; relative to the data directory; empty for none") String bindPasswordFile,
    @Setting(value = "", help = "attribute of the found entry that names the account, such as uid, so that it is the same whatever a user logs in with; empty: the name logged in with") String userAttribute,
    @Setting(value = "4", min = 1, max = 64, help = "questions asked at a time; each may take a connection for searching and one for checking a password") int connectionsMax,
    @Setting(value = "1000", min = 100, max = 60_000, help = "how long connecting to an LDAP server may take, in milliseconds") int connectTimeoutMs,
    @Setting(value = "3000", min = 100, max = 60_000, help = "how long an LDAP server may take to answer, in milliseconds") int answerTimeoutMs) {}
