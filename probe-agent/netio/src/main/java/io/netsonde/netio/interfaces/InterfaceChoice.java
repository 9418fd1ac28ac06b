package io.netsonde.netio.interfaces;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces that may be used, best first.
 *
 * <p>Those that are running come before all others: over a dead link nothing comes back, however
 * well it scores. Then the score decides; among equals where the system would send by itself, then
 * the lowest index.
 */
public record InterfaceChoice(List<Ranked> ranking) {
  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparing((Ranked one) -> !one.candidate.running())
          .thenComparing(one -> one.score.total(), Comparator.reverseOrder())
          .thenComparing(one -> !one.candidate.routed())
          .thenComparingInt(one -> one.candidate.index());

  /** An interface and its score. */
  public record Ranked(Candidate candidate, InterfaceScore score) {}

  public InterfaceChoice {
    ranking = List.copyOf(ranking);
  }

  /**
   * Ranks candidates.
   *
   * @param previous the name of the interface used so far; null where there is none
   * @param forced the only interface that may be used; empty for any
   */
  public static InterfaceChoice of(
      List<Candidate> candidates, @Nullable String previous, Optional<String> forced) {
    return new InterfaceChoice(
        candidates.stream()
            .filter(one -> forced.isEmpty() || forced.get().equals(one.name()))
            .map(one -> new Ranked(one, InterfaceScore.of(one, previous)))
            .sorted(BEST_FIRST)
            .toList());
  }

  /** The one to use; empty where there is none. */
  public Optional<Candidate> best() {
    return ranking.stream().findFirst().map(Ranked::candidate);
  }
}
