package org.godwit.auth.backend;

import java.time.Duration;

/**
 * What asking a back end may cost.
 *
 * @param timeout      how long one question may take
 * @param patience     after so long without an answer the next back end is asked as well
 * @param pause        how long one that does not answer is left alone
 * @param questionsMax questions at a time to each
 */
public record BackendLimits(Duration timeout, Duration patience, Duration pause, int questionsMax) {}
