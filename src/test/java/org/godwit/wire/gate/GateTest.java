package org.godwit.wire.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.net.Network;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("198.51.100.1");
  private static final InetAddress TRUSTED = InetAddress.ofLiteral("10.0.0.1");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

  private Gate gate(int all, int beforeLogin, int perAddress, int perAddressBeforeLogin, int perUser, int perSecond, int burst) {
    return new Gate(new GateLimits(all, beforeLogin, perAddress, perAddressBeforeLogin, perUser, perSecond, burst,
        List.of(Network.parse("10.0.0.0/8"))), nanos::get);
  }

  private static Optional<TurnedAway> come(Place place, InetAddress address) {
    return place.enter(address).or(() -> place.from(address, true));
  }

  private static Place in(Gate gate, InetAddress address) {
    Place place = gate.place();
    assertThat(come(place, address)).isEmpty();
    return place;
  }

  @Test
  void an_address_has_so_many_and_another_its_own() {
    Gate gate = gate(0, 0, 2, 0, 0, 0, 1);
    Place first = in(gate, HERE);
    in(gate, HERE);
    Place third = gate.place();
    assertThat(come(third, HERE)).contains(TurnedAway.ADDRESS);
    in(gate, THERE);
    third.release();
    first.release();
    first.release();
    in(gate, HERE);
    assertThat(come(gate.place(), HERE)).contains(TurnedAway.ADDRESS);
  }

  @Test
  void those_before_login_have_a_bound_of_their_own() {
    Gate gate = gate(0, 3, 0, 2, 0, 0, 1);
    Place first = in(gate, HERE);
    in(gate, HERE);
    assertThat(come(gate.place(), HERE)).contains(TurnedAway.ADDRESS);
    in(gate, THERE);
    Place fourth = gate.place();
    assertThat(come(fourth, THERE)).contains(TurnedAway.FULL);
    fourth.release();
    assertThat(first.login("alice")).isEmpty();
    in(gate, HERE);
  }

  @Test
  void a_user_has_so_many_from_an_address() {
    Gate gate = gate(0, 0, 0, 0, 2, 0, 1);
    Place first = in(gate, HERE);
    assertThat(first.login("alice")).isEmpty();
    assertThat(in(gate, HERE).login("alice")).isEmpty();
    Place third = in(gate, HERE);
    assertThat(third.login("alice")).contains(TurnedAway.USER);
    assertThat(third.login("bob")).isEmpty();
    assertThat(in(gate, THERE).login("alice")).isEmpty();
    first.logout();
    assertThat(in(gate, HERE).login("alice")).isEmpty();
  }

  @Test
  void in_all_there_are_so_many_and_some_more_for_the_trusted() {
    Gate gate = gate(2, 1, 1, 1, 1, 1, 1);
    in(gate, TRUSTED);
    in(gate, TRUSTED);
    assertThat(come(gate.place(), HERE)).contains(TurnedAway.FULL);
    List<Place> more = new ArrayList<>();
    for (int i = 0; i < Gate.RESERVED; i++) {
      more.add(in(gate, TRUSTED));
      assertThat(more.getLast().login("alice")).isEmpty();
    }
    assertThat(come(gate.place(), TRUSTED)).contains(TurnedAway.FULL);
    assertThat(gate.connections()).isEqualTo(Gate.RESERVED + 2);
  }

  @Test
  void so_many_come_at_once_and_then_at_their_rate() {
    Gate gate = gate(0, 0, 0, 0, 0, 2, 3);
    assertThat(admitted(gate, HERE, 10)).isEqualTo(3);
    assertThat(admitted(gate, THERE, 10)).isEqualTo(3);
    assertThat(admitted(gate, TRUSTED, 10)).isEqualTo(10);
    nanos.addAndGet(Duration.ofMillis(499).toNanos());
    assertThat(admitted(gate, HERE, 10)).isZero();
    nanos.addAndGet(Duration.ofMillis(501).toNanos());
    assertThat(admitted(gate, HERE, 10)).isEqualTo(2);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(admitted(gate, HERE, 10)).isEqualTo(3);
  }

  private static int admitted(Gate gate, InetAddress address, int attempts) {
    int admitted = 0;
    for (int i = 0; i < attempts; i++) {
      Place place = gate.place();
      admitted += come(place, address).isEmpty() ? 1 : 0;
      place.release();
    }
    return admitted;
  }

  @Test
  void whoever_is_gone_takes_nothing_any_more() {
    Gate gate = gate(0, 0, 0, 0, 0, 0, 1);
    Place gone = in(gate, HERE);
    gone.release();
    gone.login("alice");
    assertThat(gone.from(HERE, true)).isEmpty();
    assertThat(gate.entries()).isZero();
    assertThat(gate.connections()).isZero();
  }

  /** Threads as event loops: however they interleave, no bound is passed, and nothing is left when all are gone. */
  @Test
  void counts_are_exact_when_many_come_and_go_at_once() throws Exception {
    Gate gate = gate(40, 30, 10, 7, 3, 0, 1);
    var start = new CountDownLatch(1);
    var mostHere = new AtomicInteger();
    var inHere = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      var random = new Random(t);
      threads.add(Thread.ofPlatform().start(() -> {
        await(start);
        var mine = new ArrayList<Place>();
        for (int i = 0; i < 20_000; i++) {
          step(gate, random, mine, inHere, mostHere);
        }
        mine.forEach(Place::release);
      }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(mostHere.get()).isBetween(1, 10);
    assertThat(gate.connections()).isZero();
    assertThat(gate.entries()).isZero();
    // the bounds are as they were
    assertThat(admittedTogether(gate)).isEqualTo(7);
  }

  private static void step(Gate gate, Random random, List<Place> mine, AtomicInteger inHere, AtomicInteger mostHere) {
    InetAddress address = InetAddress.ofLiteral("203.0.113." + random.nextInt(6));
    boolean here = address.getAddress()[3] == 0;
    Place place = gate.place();
    if (come(place, address).isEmpty()) {
      if (here) {
        mostHere.accumulateAndGet(inHere.incrementAndGet(), Math::max);
      }
      place.login("user" + random.nextInt(3));
      if (here) {
        inHere.decrementAndGet();
        place.release();
      } else {
        mine.add(place);
      }
    } else {
      place.release();
    }
    if (mine.size() > 4) {
      mine.remove(random.nextInt(mine.size())).release();
    }
  }

  private static int admittedTogether(Gate gate) {
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += come(gate.place(), HERE).isEmpty() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void a_flood_from_many_addresses_leaves_nothing_behind() {
    Gate gate = gate(1000, 0, 10, 10, 10, 10, 10);
    for (int i = 0; i < 300_000; i++) {
      Place place = gate.place();
      come(place, InetAddress.ofLiteral("2001:db8:" + Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xFFFF) + "::1"));
      place.release();
    }
    assertThat(gate.entries()).isZero();
    assertThat(gate.rate().size()).isLessThanOrEqualTo(100_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
