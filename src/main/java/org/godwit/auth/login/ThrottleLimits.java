package org.godwit.auth.login;

import java.time.Duration;

/**
 * How guessing is slowed down.
 *
 * @param first      every refusal comes so long after its attempt began, or later: shorter differences cannot be seen
 * @param most       longest that a refusal is held back
 * @param forgotten  after so long without a failure an address or user starts anew
 * @param perPairMax refusals held back at a time for one user from one address
 * @param perAddressMax the same for all users from one address
 * @param entriesMax addresses, users and pairs of them that are remembered
 * @param strangersMax attempts checked at a time of users who have not logged in from their address before: as many as keep the back ends busy
 * @param strangersWaitingMax further such attempts that may wait for that
 */
public record ThrottleLimits(Duration first, Duration most, Duration forgotten, int perPairMax, int perAddressMax, int entriesMax,
    int strangersMax, int strangersWaitingMax) {}
