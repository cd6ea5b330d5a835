package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;

/**
 * One place where users live. Safe from any thread; never blocks its caller: what blocks, runs on threads of the back end's own
 * behind a bounded queue, and who does not fit is {@link Verdict.Unavailable}.
 *
 * <p>The Unis may emit on any thread, never fail (a fault is {@code Unavailable}), and do nothing before they are subscribed to.
 * Time-outs, and leaving a dead back end alone for a while, are {@link BackendChain}'s.
 */
public interface CredentialBackend extends AutoCloseable {
  /** The name in the setting {@code auth.backends} and in logs. */
  String name();

  /** What it can do for every user it has; may change when its data does. Does not block. */
  Set<Capability> capabilities();

  /** What it can do for some of its users at least; mechanisms of it are offered only when the configuration names them. */
  default Set<Capability> partialCapabilities() {
    return capabilities();
  }

  /**
   * Whether it answers from this process and its files alone. Then it is slow only because there is much to do, and is asked
   * however often it was late: leaving it alone would turn a crowd of guesses into an outage for everybody.
   */
  default boolean isLocal() {
    return false;
  }

  /** Whether this is the user's password. Takes as long for a user that does not exist, where that is in its hands. */
  default Uni<Verdict> verify(UserName user, Password password) {
    return Uni.createFrom().item(new Verdict.UnknownUser());
  }

  /**
   * Whether there is such a user, and the secret of this kind if the user has one. A back end that lets users in but cannot say
   * who they are ({@link Capability#LOOKUP}) is asked for {@link SecretKind#NONE} all the same; with {@link Lookup.Unavailable} it
   * keeps their mail from being refused.
   */
  default Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    return Uni.createFrom().item(new Lookup.NotFound());
  }

  /** Whether the token is valid, and whose it is. A token that is not this back end's is {@link Verdict.UnknownUser}. */
  default Uni<Verdict> verifyToken(BearerToken token) {
    return Uni.createFrom().item(new Verdict.UnknownUser());
  }

  /** What a client whose token was refused is told. */
  default TokenAdvice tokenAdvice() {
    return TokenAdvice.NONE;
  }

  /** Ends its threads and connections; what is waiting is dropped. For the end of the process. */
  @Override
  default void close() {}
}
