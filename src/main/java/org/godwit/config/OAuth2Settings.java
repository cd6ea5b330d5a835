package org.godwit.config;

import java.util.List;

/**
 * The OAuth 2.0 or OpenID Connect provider whose bearer tokens log users in, when {@code auth.backends} names oauth2.
 *
 * @param issuer              who issues the tokens, as their claim {@code iss} says; what is not set below is found below this address
 * @param validate            {@code jwt}: signed tokens, checked here; {@code introspection}: the provider is asked about each
 * @param jwksUri             where the provider's keys are, or empty: found out
 * @param introspectionUri    where the provider is asked, or empty: found out
 * @param clientId            this server's name at the provider, for introspection
 * @param clientSecretFile    a file with its secret
 * @param caFile              PEM file of the CAs of the provider's certificate, or empty: those that Java trusts
 * @param audiences           a token must be meant for one of these
 * @param scopes              a token must have all of these
 * @param algorithms          signatures that are accepted
 * @param userClaim           the claim that names the user
 * @param stripDomains        domains that are taken off that name
 * @param usersAreListed      whether another back end knows all of the provider's users
 * @param clockSkewSeconds    how far the provider's clock may be off
 * @param timeoutMs           how long the provider may take for one answer
 * @param answerBytesMax      longest answer of the provider
 * @param keysMaxAgeSeconds   keys are asked for anew after so long
 * @param keysPauseSeconds    a key that is not known makes the provider be asked no more often than this
 * @param cacheSeconds        how long the answer of an introspection counts
 * @param cacheEntriesMax     such answers at a time
 */
public record OAuth2Settings(
    @Setting(value = "", help = "the provider, as tokens name it in their claim iss, such as https://login.example.org/realms/mail; its addresses are found there (OpenID Connect discovery)") String issuer,
    @Setting(value = "jwt", oneOf = {"jwt", "introspection"}, help = "jwt: tokens are signed (JWT) and checked here; introspection: the provider is asked about each (RFC 7662)") String validate,
    @Setting(value = "", help = "where the provider's keys are; empty: found out from the issuer") String jwksUri,
    @Setting(value = "", help = "where the provider is asked about a token; empty: found out from the issuer") String introspectionUri,
    @Setting(value = "", help = "the name that this server has at the provider, for introspection") String clientId,
    @Setting(value = "", help = "a file whose first line is the secret that goes with it; relative to the data directory") String clientSecretFile,
    @Setting(value = "", help = "PEM file of the CAs that vouch for the provider; relative to the data directory; empty: those that Java trusts") String caFile,
    @Setting(value = "", help = "a token must be meant for one of these (claim aud); this or oauth2.scopes is needed") List<String> audiences,
    @Setting(value = "", help = "a token must have all of these (claim scope or scp)") List<String> scopes,
    @Setting(value = "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA", help = "signatures that are accepted") List<String> algorithms,
    @Setting(value = "preferred_username", help = "the claim that names the user: preferred_username, email, sub, username, ...") String userClaim,
    @Setting(value = "", help = "domains that are taken off that name: with example.org, alice@example.org is the user alice") List<String> stripDomains,
    @Setting(value = "false", help = "true: another back end, such as accounts, knows every user, and mail for others is refused; false: mail for a name that nobody knows has to wait (451), as it may be a user's who has not logged in yet") boolean usersAreListed,
    @Setting(value = "60", max = 600, help = "how far the provider's clock may be off, in seconds") int clockSkewSeconds,
    @Setting(value = "4000", min = 100, max = 60_000, help = "how long the provider may take for one answer, in milliseconds") int timeoutMs,
    @Setting(value = "256K", min = 1024, max = 16L << 20, help = "longest answer of the provider that is read") int answerBytesMax,
    @Setting(value = "3600", min = 60, max = 86_400, help = "the provider's keys and addresses are asked for anew after so many seconds") int keysMaxAgeSeconds,
    @Setting(value = "10", min = 1, max = 3600, help = "a token of a key that is not known makes the provider be asked for its keys, but no more often than this, in seconds") int keysPauseSeconds,
    @Setting(value = "30", max = 3600, help = "how long the provider's answer about a token counts, in seconds; 0: it is asked each time") int cacheSeconds,
    @Setting(value = "10000", min = 1, max = 1_000_000, help = "such answers kept at a time") int cacheEntriesMax) {}
