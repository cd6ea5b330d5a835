package org.godwit.cluster.infinispan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.SharedDirectory;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.AuthHeader;
import org.jgroups.protocols.pbcast.GMS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node into the view, or views merge, only if {@link SharedDirectory} has nothing against it: before it is a member, so that one which is
 * started wrongly does not disturb the others. JGroups' AUTH does the work; a pass takes the place of its secret, and the refusal says why.
 */
public final class Admission extends AUTH {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final short ID = 1_101;

  private SharedDirectory directory;

  static {
    ClassConfigurator.addProtocol(ID, Admission.class);
  }

  /** For JGroups, which makes it by its name; {@link #with} completes it. */
  public Admission() {
    setAuthToken(new PassToken());
  }

  /** Shows and checks passes of this directory. */
  void with(SharedDirectory shared) {
    this.directory = shared;
    setAuthToken(new PassToken(shared.pass()));
  }

  @Override
  protected boolean handleAuthHeader(GMS.GmsHeader type, AuthHeader header, Message message) {
    if (!needsAuthentication(message, type)) {
      return true;
    }
    Optional<String> refusal = header.getToken() instanceof PassToken token ? directory.refusal(token.pass(), members())
        : Optional.of("no pass");
    refusal.ifPresent(reason -> {
      LOG.warn("{} is not let in: {}", message.getSrc(), reason);
      sendRejectionMessage(type.getType(), message.getSrc(), reason);
    });
    return refusal.isEmpty();
  }

  private List<NodeId> members() {
    var members = new ArrayList<NodeId>();
    var view = getProtocolStack().getChannel().getView();
    if (view != null) {
      for (Address address : view.getMembersRaw()) {
        try {
          members.add(NodeId.parse(address.toString()));
        } catch (IllegalArgumentException nameless) {
          continue;
        }
      }
    }
    return members;
  }
}
