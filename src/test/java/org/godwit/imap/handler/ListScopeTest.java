package org.godwit.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.imap.command.ListOptions;
import org.godwit.imap.command.ListOptions.Selection;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.MailboxPattern;
import org.godwit.mail.UidValidity;
import org.junit.jupiter.api.Test;

/** A LIST that looks at some of the names says what it would say had it looked at all of them, and at few where few are asked for. */
class ListScopeTest {

  private static final String[] LEVELS = {"a", "b", "aa", "INBOX", "\uffff", "c.d"};
  private static final String[] PIECES = {"a", "b", "aa", "inbox", "\uffff", "*", "%", "/", "%/", "a/", "/%", "c.d", "\u2215"};

  @Test
  void saysTheSameAsWithAllNames() {
    for (int seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      var account = account(random);
      var patterns = List.of(pattern(random), pattern(random));
      for (var options : List.of(ListOptions.NONE, selecting(Selection.SUBSCRIBED), selecting(Selection.SUBSCRIBED, Selection.RECURSIVEMATCH))) {
        var all = MailboxTree.of(account, List.of(MailboxPattern.of("*", '/')), true);
        assertThat(ListSelection.of(account, patterns, options, true).list()).as("seed %s: %s of %s", seed, patterns, account.names())
            .isEqualTo(new ListSelection(all, patterns, options, true).list());
      }
    }
  }

  @Test
  void looksAtFewOfMany() {
    var names = new TreeSet<MailboxName>();
    for (int i = 0; i < 10_000; i++) {
      names.add(MailboxName.of("m" + i / 100, "m" + i));
    }
    assertThat(scope(names, "%")).hasSize(100);
    assertThat(scope(names, "m1/%")).hasSize(100);
    assertThat(scope(names, "m1")).hasSize(1);
    assertThat(scope(names, "m1/m100")).hasSize(1);
    assertThat(scope(names, "*")).hasSize(10_000);
  }

  private static TreeSet<MailboxName> scope(TreeSet<MailboxName> names, String pattern) {
    return ListScope.of(names, List.of(MailboxPattern.of(pattern, '/')), false);
  }

  private static ListOptions selecting(Selection... selections) {
    return new ListOptions(true, Set.of(selections), Set.of(), Set.of());
  }

  private static AccountState account(Random random) {
    var names = new TreeSet<MailboxName>();
    var state = AccountState.EMPTY;
    for (int i = random.nextInt(12); i >= 0; i--) {
      names.add(name(random));
      state = state.apply(new JournalRecord.SubscriptionChanged(name(random), true));
    }
    int id = 1;
    for (var name : names) {
      state = state.apply(new JournalRecord.MailboxCreated(new MailboxId(id), name, new UidValidity(id), Set.of(), id));
      id++;
    }
    return state;
  }

  private static MailboxName name(Random random) {
    var levels = new ArrayList<String>();
    for (int depth = random.nextInt(4); depth >= 0; depth--) {
      levels.add(random.nextInt(8) == 0 ? "\uffff".repeat(85) : LEVELS[random.nextInt(LEVELS.length)]);
    }
    return new MailboxName(levels);
  }

  private static MailboxPattern pattern(Random random) {
    var text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return MailboxPattern.of(text.toString(), '/');
  }
}
