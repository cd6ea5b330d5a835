package org.godwit.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the server advertises, computed from what it handles, the state and the connection. Nothing is listed that is not
 * handled.
 *
 * @param offered capabilities of the build and the configuration
 * @param cleartext who may send passwords in clear
 * @param appendBytesMax the largest message APPEND takes (RFC 7889), in octets
 */
public record Capabilities(Set<Capability> offered, Cleartext cleartext, long appendBytesMax) {

  /** Who may send a password over a connection that is not encrypted. */
  public enum Cleartext {
    NEVER,
    LOOPBACK,
    ALWAYS
  }

  public Capabilities {
    offered = Set.copyOf(offered);
  }

  /** The list for the CAPABILITY response, in the order of {@link Capability}. */
  public List<String> list(SessionState state, Peer peer, boolean secure, boolean compressed) {
    var names = new ArrayList<String>();
    boolean loggedIn = state == SessionState.AUTHENTICATED || state == SessionState.SELECTED;
    for (var capability : Capability.values()) {
      boolean idle = capability == Capability.COMPRESS_DEFLATE && compressed;
      if (offered.contains(capability) && capability.isShown(loggedIn) && !idle) {
        names.add(capability == Capability.APPENDLIMIT ? capability.wire() + "=" + appendBytesMax : capability.wire());
      }
    }
    if (!loggedIn) {
      names.add(isPasswordAllowed(peer, secure) ? "AUTH=PLAIN" : "LOGINDISABLED");
    }
    return List.copyOf(names);
  }

  /** Whether a password may be sent on such a connection. */
  public boolean isPasswordAllowed(Peer peer, boolean secure) {
    return secure || switch (cleartext) {
      case NEVER -> false;
      case LOOPBACK -> peer.loopback();
      case ALWAYS -> true;
    };
  }
}
