package org.godwit.storage.ownership;

import java.io.IOException;
import java.util.List;
import org.godwit.storage.ownership.Explorer.Scenario;
import org.godwit.storage.ownership.OwnerDisk.FileSystem;

/** What owners of one account do at the same time, each with how many preemptions its schedules have in every build. */
enum Scenarios {
  FIRST_OWNERS(2, new Scenario(owner -> { }, Scenarios::append, Scenarios::append)),
  APPEND_WHILE_ANOTHER_CLAIMS(2, new Scenario(Scenarios::append, Scenarios::appendTwice, Scenarios::append)),
  WRITE_DURING_RECOVERY(3, new Scenario(Scenarios::append, Scenarios::append, Owner::open)),
  THREE_OWNERS(1, new Scenario(Scenarios::append, Scenarios::append, Scenarios::append, Scenarios::append)),
  SLOW_LISTINGS(1, new Scenario(Scenarios::append, Scenarios::append, Scenarios::append, Owner::open).with(FileSystem.SLOW_LISTINGS)),
  CLOSE_AND_REOPEN(1, new Scenario(Scenarios::append, Scenarios::reopen, Scenarios::reopen)),
  FAILED_WRITE(1, new Scenario(Scenarios::append, Scenarios::goOnAfterFailure, Owner::open, Scenarios::append)),
  CHECKPOINTS(1, new Scenario(Scenarios::append, Scenarios::appendAndCheckpoint, Scenarios::checkpointTwice)),
  LARGE_BODIES(1, new Scenario(Scenarios::append, Scenarios::large, Scenarios::large)),
  ORPHANED_BODY(1, new Scenario(Scenarios::leaveOrphan, Scenarios::appendAndCheckpoint, Scenarios::sweepAndAddLarge)),
  LAST_SUMMARIES(1, new Scenario(Scenarios::compact, Scenarios::empty, Scenarios::sweepAndCompact)),
  COMPACTION(1, new Scenario(Scenarios::fill, Scenarios::expungeAndCompact, Scenarios::appendAndCheckpoint)),
  TWO_COMPACTIONS(0, new Scenario(Scenarios::fill, Scenarios::expungeAndCompact, Scenarios::expungeAndCompact));

  private final int preemptions;
  private final Scenario scenario;

  Scenarios(int preemptions, Scenario scenario) {
    this.preemptions = preemptions;
    this.scenario = scenario;
  }

  int preemptions() {
    return preemptions;
  }

  Scenario scenario() {
    return scenario;
  }

  // --- scripts ---

  private static void append(Owner owner) throws IOException {
    owner.open();
    owner.append(400);
  }

  private static void appendTwice(Owner owner) throws IOException {
    append(owner);
    owner.appendTwo(300);
  }

  private static void reopen(Owner owner) throws IOException {
    append(owner);
    owner.close();
    append(owner);
  }

  private static void goOnAfterFailure(Owner owner) throws IOException {
    append(owner);
    owner.failSyncs(1);
    owner.append(60);
    owner.append(70);
  }

  private static void appendAndCheckpoint(Owner owner) throws IOException {
    append(owner);
    owner.checkpoint();
  }

  private static void checkpointTwice(Owner owner) throws IOException {
    appendAndCheckpoint(owner);
    owner.subscribe();
    owner.checkpoint();
  }

  private static void large(Owner owner) throws IOException {
    owner.open();
    owner.appendLarge(3000, 40);
    owner.append(5000);
    owner.append(5000);
    owner.checkpoint();
  }

  private static void leaveOrphan(Owner owner) throws IOException {
    append(owner);
    owner.failSyncs(1);
    owner.appendLarge(2000, 0);
    owner.append(100);
  }

  private static void sweepAndAddLarge(Owner owner) throws IOException {
    appendAndCheckpoint(owner);
    owner.close();
    owner.open();
    owner.appendLarge(1000, 40);
  }

  private static void fill(Owner owner) throws IOException {
    owner.open();
    for (int i = 0; i < 6; i++) {
      owner.append(3000);
    }
  }

  private static void expungeAndCompact(Owner owner) throws IOException {
    owner.open();
    for (int index : List.of(0, 0, 1)) {
      owner.expunge(index);
    }
    owner.upkeepAll();
  }

  private static void compact(Owner owner) throws IOException {
    fill(owner);
    owner.close();
    expungeAndCompact(owner);
  }

  private static void empty(Owner owner) throws IOException {
    owner.open();
    while (owner.expunge(0)) {
      owner.checkpoint();
    }
    owner.append(100);
    owner.checkpoint();
  }

  private static void sweepAndCompact(Owner owner) throws IOException {
    appendAndCheckpoint(owner);
    owner.close();
    compact(owner);
  }
}
