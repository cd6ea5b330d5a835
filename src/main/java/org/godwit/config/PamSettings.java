package org.godwit.config;

/**
 * The back end {@code pam}: the system's Pluggable Authentication Modules.
 *
 * @param service     the name under which PAM is asked
 * @param directory   where the file of that name is, or empty: where the system has them
 * @param systemUsers whether those whom PAM knows are users of the system
 * @param uidMin      the lowest number of a system user who is a user here
 * @param threads     questions asked at a time
 */
public record PamSettings(
    @Setting(value = "godwit", help = "PAM service: the name of the file in /etc/pam.d that says how passwords are checked") String service,
    @Setting(value = "", help = "directory of that file, relative to the data directory; empty: /etc/pam.d") String directory,
    @Setting(value = "true", help = "whether PAM checks users of the system (getent passwd), so that it is known who gets mail; false for users that PAM alone knows") boolean systemUsers,
    @Setting(value = "1000", max = 2_147_483_647, help = "system users with a lower number, such as root, can neither log in nor get mail") int uidMin,
    @Setting(value = "4", min = 1, max = 64, help = "passwords that PAM checks at a time; 1 if one of its modules does not bear several") int threads) {}
