package org.godwit.auth.otp;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' one-time passwords, for a server that serves. Safe from any thread, never blocks. */
public final class OtpUsers {
  private static final Logger LOG = LoggerFactory.getLogger(OtpUsers.class);

  /** Time to look at a list, or to compute, and to type six words. */
  private static final Duration TURN_MAX = Duration.ofSeconds(60);

  private static final int TURNS_MAX = 10_000;

  /** How old knowledge of whether there is any such user may be. */
  private static final Duration ANY_AGE_MAX = Duration.ofSeconds(1);

  private final OtpFiles files;
  private final WorkQueue work;
  private final byte[] key;
  private final OtpTurns turns;
  private final Ticker clock;
  private volatile boolean any;
  private volatile long anyNanos;

  /**
   * Looks once whether there is any such user; blocks for that.
   *
   * @param key  a secret of this server, from which challenges of those are derived who have none
   * @param work where files are read and written
   */
  public OtpUsers(OtpFiles files, WorkQueue work, byte[] key) {
    this(files, work, key, Ticker.systemTicker());
  }

  OtpUsers(OtpFiles files, WorkQueue work, byte[] key, Ticker clock) {
    this.files = files;
    this.work = work;
    this.key = key.clone();
    this.clock = clock;
    this.turns = new OtpTurns(TURN_MAX, TURNS_MAX, clock);
    look();
  }

  /** Whether anybody is set up; a change is seen within a second or two. */
  public boolean isAny() {
    if (clock.read() - anyNanos > ANY_AGE_MAX.toNanos()) {
      anyNanos = clock.read();
      work.run(this::look).subscribe().with(seen -> { }, fault -> LOG.debug("The next one will look: {}", fault.toString()));
    }
    return any;
  }

  private boolean look() {
    try {
      any = files.isAny();
    } catch (IOException failed) {
      LOG.error("The files of one-time passwords cannot be read: {}", failed.toString());
      any = false;
    }
    anyNanos = clock.read();
    return any;
  }

  /** One login: a turn of this user's. */
  public final class Attempt {
    private final OtpTurns.Turn turn;

    private Attempt(OtpTurns.Turn turn) {
      this.turn = turn;
    }

    /** The user's challenge; empty if there is no password to ask for. Fails if that cannot be told. */
    public Uni<Optional<OtpCheck>> check(UserName account) {
      return work.run(() -> files.read(account).filter(state -> !state.isUsedUp())
          .map(state -> new OtpCheck(state, next -> turn.isValid() && files.advance(account, state, next))));
    }

    /** It is over. May be called more than once. */
    public void end() {
      turn.end();
    }
  }

  /** Begins to log somebody in; empty if that is being done already, or too many are. */
  public Optional<Attempt> begin(UserName user) {
    return turns.begin(user).map(Attempt::new);
  }

  /** A challenge for who has none, of the usual looks and always the same for a name; no answer is right. */
  public OtpCheck decoy(String user) {
    byte[] derived = derived(user);
    int number = Byte.toUnsignedInt(derived[0]) << 8 | Byte.toUnsignedInt(derived[1]);
    String seed = "" + (char) ('a' + Byte.toUnsignedInt(derived[2]) % 26) + (char) ('a' + Byte.toUnsignedInt(derived[3]) % 26)
        + "%05d".formatted(number);
    int sequence = 1 + Byte.toUnsignedInt(derived[4]) + Byte.toUnsignedInt(derived[5]) % 244;
    return new OtpCheck(new OtpState("otp-md5", sequence, seed, derived), next -> false);
  }

  private byte[] derived(String user) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(("otp:" + user).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
