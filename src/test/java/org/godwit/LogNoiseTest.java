package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class LogNoiseTest {

  private static FilterReply reply(String logger, String message) {
    var context = new LoggerContext();
    return new LogNoise().decide(new LoggingEvent("", context.getLogger(logger), Level.ERROR, message, null, null));
  }

  @Test
  void aConnectionTooManyIsNoError() {
    String closed = "JGRP000030: n0/7e9defda: failed handling incoming message java.io.IOException: Stream closed";
    assertThat(reply("org.jgroups.protocols.TCP", closed)).isEqualTo(FilterReply.DENY);
    assertThat(reply("org.godwit.Server", closed)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("org.jgroups.protocols.TCP", "JGRP000029: something else")).isEqualTo(FilterReply.NEUTRAL);
  }
}
