package org.godwit.attack;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that attacks: {@code Attacker ATTACK FROM IMAP_PORT IMAPS_PORT}. Says "begun" when it is at work, ends when its input does,
 * and then says how often it has struck.
 */
final class Attacker {

  private Attacker() {}

  public static void main(String[] args) throws Exception {
    Attack attack = Attack.valueOf(args[0]);
    var target = new Target(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]), new AtomicLong(), new CountDownLatch(1));
    for (int i = 0; i < attack.threads(); i++) {
      Thread.ofPlatform().daemon().start(() -> strikeAgainAndAgain(attack, target));
    }
    target.begun().await();
    System.out.println("begun");
    while (System.in.read() >= 0) {
      // until the other side is done
    }
    System.out.println(target.hits().get());
    System.exit(0);
  }

  private static void strikeAgainAndAgain(Attack attack, Target target) {
    while (true) {
      try {
        attack.strike(target);
      } catch (IOException turnedAway) {
        Thread.yield();
      }
    }
  }
}
