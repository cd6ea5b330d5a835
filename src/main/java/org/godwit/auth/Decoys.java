package org.godwit.auth;

import java.security.SecureRandom;
import java.util.List;

/**
 * Hashes to check a password against when there is no such user. An unknown name gets, always the same, the hash of some real
 * user: so refusals of unknown and of known users take times from one and the same distribution, whatever schemes the file mixes.
 */
final class Decoys {
  private final int seed = new SecureRandom().nextInt();
  private String lonely;
  private UserTable table;
  private List<UserName> users = List.of();

  /** Only called by the one thread that looks users up. */
  String hashText(String unknownUser, UserTable current) {
    if (current != table) {
      table = current;
      users = current.users();
    }
    if (users.isEmpty()) {
      return lonely();
    }
    int choice = Math.floorMod((unknownUser.hashCode() ^ seed) * 0x9E3779B1 >>> 7, users.size());
    return current.hashText(users.get(choice)).orElseThrow();
  }

  /** With no user at all: a hash as new users get it. Made when first needed, as making it takes its time. */
  private String lonely() {
    if (lonely == null) {
      lonely = PasswordHash.of(Password.of("nobody's password")).text();
    }
    return lonely;
  }
}
