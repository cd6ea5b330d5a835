package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.login.LoginAttempt;

/** ANONYMOUS (RFC 4505): anybody, into the one account that is set up for that. The trace goes to the audit log. */
final class AnonymousMechanism implements SaslMechanism {
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
      Uni<Step> respond(byte[] trace) {
        var attempt = new LoginAttempt(channel, name(), new String(trace, StandardCharsets.UTF_8), "");
        return setup.logins().decide(attempt, Uni.createFrom().item(new Verdict.Accepted(setup.anonymous().orElseThrow()))).map(this::done);
      }
    };
  }
}
