package org.godwit.storage.ownership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.FaultyDisk;

/**
 * Runs owners' scripts on one simulated file system in many different interleavings. Whenever an owner stops, and at the end, the
 * disk is looked at as if everybody had died there, and as if the power had failed there too: so an owner who stops and never wakes
 * up is covered wherever he can stop.
 */
final class Explorer {

  /**
   * Owners of one account and what they do.
   *
   * @param before what the account went through before
   * @param disks the disk of each owner's code, on top of the simulated one
   */
  record Scenario(Script before, List<Script> scripts, UnaryOperator<Disk> disks, OwnerDisk.FileSystem kind) {
    Scenario(Script before, Script... scripts) {
      this(before, List.of(scripts), UnaryOperator.identity(), OwnerDisk.FileSystem.COHERENT);
    }

    /** The same with owners that break a rule. */
    Scenario with(Mutant mutant) {
      return new Scenario(before, scripts, mutant::on, kind);
    }

    Scenario with(OwnerDisk.FileSystem how) {
      return new Scenario(before, scripts, disks, how);
    }
  }

  /**
   * What was explored.
   *
   * @param schedules runs to the end
   * @param cut runs that came to a state known already
   * @param states different states seen at a step
   * @param checks disks looked at
   * @param violation what went wrong and how, or null
   */
  record Outcome(long schedules, long cut, long states, long steps, long checks, String violation) {}

  private final Scenario scenario;
  private final FaultyDisk initial;
  private final History told = new History();
  private final Set<Long> checked = new HashSet<>();
  private long schedules;
  private long cut;
  private long steps;
  private long checks;

  private SharedDisk shared;
  private List<OwnerDisk> disks;
  private History history;

  private Explorer(Scenario scenario) throws IOException {
    this.scenario = scenario;
    this.initial = new FaultyDisk(1);
    initial.createDirectories(Owner.ROOT);
    var disk = new OwnerDisk(new SharedDisk(initial), 99, (operation, path) -> { }, OwnerDisk.FileSystem.COHERENT);
    new Owner(99, disk, disk, told, what -> { }).run(scenario.before);
  }

  /** All schedules with at most so many preemptions: switches from an owner who could go on. */
  static Outcome exhaustive(Scenario scenario, int preemptions) throws Exception {
    return new Explorer(scenario).depthFirst(preemptions);
  }

  /** Schedules by chance. */
  static Outcome random(Scenario scenario, long seed, int schedules) throws Exception {
    var explorer = new Explorer(scenario);
    String violation = null;
    for (int i = 0; i < schedules && violation == null; i++) {
      violation = explorer.run(new Chance(seed + i), () -> true);
    }
    return explorer.outcome(0, violation);
  }

  private Outcome depthFirst(int preemptions) throws Exception {
    var search = new DepthFirst(preemptions, this::state);
    String violation;
    do {
      search.begin();
      violation = run(search, search::isNew);
    } while (violation == null && search.advance());
    return outcome(search.states(), violation);
  }

  private Outcome outcome(long states, String violation) {
    return new Outcome(schedules, cut, states, steps, checks, violation);
  }

  private long state() {
    long all = shared.fingerprint();
    for (OwnerDisk disk : disks) {
      all = Fingerprint.mix(all, disk.learnt());
    }
    return all;
  }

  private interface Newness {
    boolean isNew();
  }

  private String run(Interleaving.Scheduler scheduler, Newness newness) throws InterruptedException {
    shared = new SharedDisk(initial.copy());
    history = new History(told);
    disks = new ArrayList<>();
    var bodies = new ArrayList<Interleaving.Body>();
    var interleaving = new Interleaving(scenario.scripts.size(), scheduler, () -> {
      if (newness.isNew()) {
        check();
      }
    });
    for (int i = 0; i < scenario.scripts.size(); i++) {
      bodies.add(body(i, interleaving));
    }
    interleaving.run(bodies);
    steps += interleaving.taken();
    if (interleaving.failure() != null) {
      return interleaving.failure() + interleaving.story();
    }
    schedules += interleaving.isCut() ? 0 : 1;
    cut += interleaving.isCut() ? 1 : 0;
    return null;
  }

  private Interleaving.Body body(int number, Interleaving interleaving) {
    var disk = new OwnerDisk(shared, number,
        (operation, path) -> interleaving.step(number, operation, path), scenario.kind);
    disks.add(disk);
    var owner = new Owner(number, disk, scenario.disks.apply(disk), history, what -> interleaving.note(number, what));
    return () -> owner.run(scenario.scripts.get(number));
  }

  private void check() {
    if (!checked.add(Fingerprint.mix(shared.fingerprint(), history.fingerprint()))) {
      return;
    }
    checks += 2;
    try {
      history.check(shared.disk().copy());
      history.check(shared.disk().copy().afterWorstPowerCut());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
