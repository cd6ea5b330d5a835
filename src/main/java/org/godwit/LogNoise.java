package org.godwit;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps an error out of the log that is none: when two nodes connect to each other at the same moment, JGroups closes one of the two
 * connections, and tells that it could not read on from it. Named in {@code logback.xml}. Any thread.
 */
public final class LogNoise extends Filter<ILoggingEvent> {

  private static final String INCOMING_FAILED = "JGRP000030";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith("org.jgroups.protocols") && event.getFormattedMessage().startsWith(INCOMING_FAILED)
        ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
