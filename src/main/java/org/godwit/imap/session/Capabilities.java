package org.godwit.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.sasl.SaslMechanisms;

/**
 * What the server advertises, computed from what it handles, the state and the connection. Nothing is listed that is not
 * handled.
 *
 * @param offered capabilities of this build
 * @param mechanisms for AUTHENTICATE
 * @param passwords where a password may cross the network as it is
 * @param messageBytesMax the largest message APPEND takes (RFC 7889), in octets
 */
public record Capabilities(Set<Capability> offered, SaslMechanisms mechanisms, CleartextPolicy passwords, long messageBytesMax) {

  public Capabilities {
    offered = Set.copyOf(offered);
  }

  /**
   * The list for the CAPABILITY response, in the order of {@link Capability}.
   *
   * @param channel how the client reaches the server; where no password may be sent, LOGINDISABLED (RFC 9051, 6.2.3)
   * @param compressed whether COMPRESS is on already (RFC 4978, 3)
   */
  public List<String> list(SessionState state, ClientChannel channel, boolean compressed) {
    var names = new ArrayList<String>();
    boolean loggedIn = state == SessionState.AUTHENTICATED || state == SessionState.SELECTED;
    for (var capability : Capability.values()) {
      boolean done = capability == Capability.COMPRESS_DEFLATE && compressed || capability == Capability.STARTTLS && channel.isSecure();
      if (offered.contains(capability) && capability.isShown(loggedIn) && !done) {
        names.add(capability == Capability.APPENDLIMIT ? capability.wire() + "=" + messageBytesMax : capability.wire());
      }
    }
    if (!loggedIn) {
      mechanisms.offered(channel).forEach(mechanism -> names.add("AUTH=" + mechanism));
      if (!channel.isPasswordAllowed()) {
        names.add("LOGINDISABLED");
      }
    }
    return List.copyOf(names);
  }
}
