package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.godwit.alert.Alert;
import org.godwit.auth.ClientChannel;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;

/**
 * The protocol state of one client, as handlers see it. Event loop of the connection only.
 *
 * <p>Invariants: a user is present from AUTHENTICATED on; a mailbox is selected in SELECTED and in no other state.
 */
public final class ImapSession {

  private final ResponseWriter out;
  private final ClientLink link;
  private final Capabilities capabilities;
  private final EnumSet<Feature> enabled = EnumSet.noneOf(Feature.class);

  private SessionState state = SessionState.NOT_AUTHENTICATED;
  private String user;
  private SelectedMailbox selected;
  private String tag = "";

  /** A new session in NOT_AUTHENTICATED. */
  public ImapSession(ResponseWriter out, ClientLink link, Capabilities capabilities) {
    this.out = out;
    this.link = link;
    this.capabilities = capabilities;
  }

  /** Where the session stands. */
  public SessionState state() {
    return state;
  }

  /** Where responses are written. */
  public ResponseWriter out() {
    return out;
  }

  /** The connection underneath: its peer, lines that a command reads itself, and what happens after a reply. */
  public ClientLink link() {
    return link;
  }

  /** The tag of the command that runs, as the client sent it. */
  public String tag() {
    return tag;
  }

  /** The authenticated user: also the name of the account. */
  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /** The account that the session works on; from AUTHENTICATED on. */
  public String account() {
    return user().orElseThrow(() -> new IllegalStateException("nobody is logged in"));
  }

  /** NOT_AUTHENTICATED to AUTHENTICATED. */
  public void authenticated(String newUser) {
    move(SessionState.AUTHENTICATED);
    user = newUser;
    link.loggedIn(true);
  }

  /** Selects a mailbox; one that was selected must have been left with {@link #deselect}. */
  public void select(SelectedMailbox mailbox) {
    move(SessionState.SELECTED);
    selected = mailbox;
  }

  /** Leaves the selected mailbox, if any: SELECTED to AUTHENTICATED. */
  public void deselect() {
    if (state == SessionState.SELECTED) {
      releaseSelected();
      move(SessionState.AUTHENTICATED);
    }
  }

  /** The selected mailbox. */
  public Optional<SelectedMailbox> selected() {
    return Optional.ofNullable(selected);
  }

  /**
   * The selected mailbox as the type its selecting handler gave it; in SELECTED.
   *
   * @throws IllegalStateException if none is selected
   */
  public <T extends SelectedMailbox> T selected(Class<T> type) {
    if (selected == null) {
      throw new IllegalStateException("no mailbox is selected");
    }
    return type.cast(selected);
  }

  /** UNAUTHENTICATE (RFC 8437, 2): everything but the connection is as at the start. */
  public void unauthenticated() {
    releaseSelected();
    move(SessionState.NOT_AUTHENTICATED);
    user = null;
    enabled.clear();
    out.utf8(false);
    link.loggedIn(false);
  }

  /** LOGOUT, or the connection is gone. Idempotent. */
  public void loggedOut() {
    releaseSelected();
    state = SessionState.LOGOUT;
  }

  /** Whether the client has switched the feature on; CONDSTORE is on with QRESYNC. */
  public boolean has(Feature feature) {
    return enabled.contains(feature);
  }

  /** IMAP4rev2 is enabled: answer by RFC 9051; else by RFC 3501. */
  public boolean isRev2() {
    return has(Feature.IMAP4REV2);
  }

  /** What is switched on. */
  public Set<Feature> enabled() {
    return Set.copyOf(enabled);
  }

  /**
   * Switches a feature on, and what it implies. ENABLE and every CONDSTORE-enabling command come here (RFC 7162, 3.1: the
   * first with a mailbox selected tells HIGHESTMODSEQ).
   */
  public void enable(Feature feature) {
    switch (feature) {
      case CONDSTORE -> enableCondstore();
      case QRESYNC -> {
        enableCondstore();
        enabled.add(feature);
      }
      case IMAP4REV2, UTF8_ACCEPT -> {
        enabled.add(feature);
        out.utf8(true);
      }
    }
  }

  private void enableCondstore() {
    if (enabled.add(Feature.CONDSTORE) && selected != null) {
      out.untaggedOk(ResponseCode.highestModSeq(selected.highestModSeq()), "Highest modification sequence");
    }
  }

  /** What the server offers in this state. */
  public List<String> capabilities() {
    return capabilities.list(state, channel(), link.isCompressed());
  }

  /** Whether a capability is offered now. */
  public boolean offers(Capability capability) {
    return capabilities.offered().contains(capability);
  }

  /** Those as the response code of a greeting or login. */
  public ResponseCode capabilityCode() {
    return ResponseCode.capability(capabilities());
  }

  /** How the client reaches the server, for logging it in. */
  public ClientChannel channel() {
    var peer = link.peer();
    return new ClientChannel("imap", peer.address(), link.tls(), link.isSecure(),
        capabilities.passwords().allows(peer.isThisMachine(), link.isSecure()));
  }

  /** Whether a password may be sent on this connection. */
  public boolean isPasswordAllowed() {
    return channel().isPasswordAllowed();
  }

  /**
   * Announces what is new in the selected mailbox, if any. The loop does so before each tagged response; IDLE too.
   */
  public Uni<Void> announce(boolean expungeAllowed) {
    return selected == null ? Uni.createFrom().voidItem() : selected.announce(expungeAllowed);
  }

  /**
   * For what the store may take long over (RFC 9585): the same, and the client is told now and then that its command is not forgotten.
   * How far it has come nobody knows: the store does it in one step.
   */
  public <T> Uni<T> awaited(Uni<T> work) {
    return offers(Capability.INPROGRESS) ? link.awaited(work, this::tellInProgress) : work;
  }

  private void tellInProgress() {
    out.untaggedOk(ResponseCode.inProgress(tag), "Still at work");
    out.flush();
  }

  /** {@code * OK [ALERT] text}: what the user must see. Not between the parts of a response. */
  public void alert(Alert alert) {
    PendingAlerts.write(alert, this);
  }

  /** The loop tells which command runs. */
  void running(String newTag) {
    tag = newTag;
  }

  private void releaseSelected() {
    if (selected != null) {
      var left = selected;
      selected = null;
      left.release();
    }
  }

  private void move(SessionState next) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException(state + " to " + next);
    }
    state = next;
  }
}
