package org.godwit.attack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long what the {@link Victim} did took, milliseconds.
 *
 * @param imap commands
 * @param pop3 commands
 * @param lmtp messages delivered
 * @param logins of a user who has logged in from that address before, with TLS
 * @param newcomers logins from addresses where nobody has been before, with TLS
 */
record Times(List<Double> imap, List<Double> pop3, List<Double> lmtp, List<Double> logins, List<Double> newcomers) {

  static final String HEAD = String.format("%23s %23s %23s %8s %8s", "IMAP: p50    p99    max", "POP3: p50    p99    max",
      "LMTP: p50    p99    max", "login", "newcomer");

  /** In order of size. */
  Times sorted() {
    all().forEach(times -> times.sort(null));
    return this;
  }

  /** The slowest of all, but for newcomers. */
  double slowest() {
    return Stream.of(imap, pop3, lmtp, logins).mapToDouble(List::getLast).max().orElse(0);
  }

  private Stream<List<Double>> all() {
    return Stream.of(imap, pop3, lmtp, logins, newcomers);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public String toString() {
    return Stream.of(imap, pop3, lmtp).map(times -> String.format(Locale.ROOT, "%9.2f %6.1f %6.1f", at(times, 0.5), at(times, 0.99), times.getLast()))
        .collect(Collectors.joining(" ")) + String.format(Locale.ROOT, " %8.1f %8.1f", logins.getLast(), newcomers.getLast());
  }
}
