package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;

/** ANONYMOUS (RFC 4505): anybody, into the one account that is set up for that. The trace goes to the audit log. */
final class AnonymousMechanism implements SaslMechanism {
  /** Characters of a token; a mail address has no more either. */
  private static final int TRACE_MAX = 255;

  private final SaslSetup setup;

  AnonymousMechanism(SaslSetup setup) {
    this.setup = setup;
  }

  @Override
  public String name() {
    return "ANONYMOUS";
  }

  @Override
  public boolean isCleartext() {
    return false;
  }

  @Override
  public boolean isServed() {
    return setup.anonymous().isPresent();
  }

  @Override
  public SaslExchange begin(ClientChannel channel) {
    return new StepExchange() {
      @Override
      Uni<Step> respond(byte[] response) {
        var trace = trace(response);
        if (trace.isEmpty()) {
          return malformed();
        }
        var attempt = new LoginAttempt(channel, name(), trace.get(), "");
        return setup.logins().decide(attempt, Uni.createFrom().item(new Verdict.Accepted(setup.anonymous().orElseThrow()))).map(this::done);
      }
    };
  }

  /** {@code message = [ email / token ]}: UTF-8 without control characters, not long (RFC 4505, 2 and 3); empty if it is something else. */
  private static Optional<String> trace(byte[] response) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response)).toString();
      return Optional.of(text).filter(trace -> trace.codePointCount(0, trace.length()) <= TRACE_MAX
          && trace.codePoints().noneMatch(Character::isISOControl));
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
