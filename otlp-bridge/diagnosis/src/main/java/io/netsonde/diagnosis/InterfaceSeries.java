package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.LossOutliers;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether a path's loss is this host's own: packets that it could not send, or that were lost while
 * their way out changed. A change is noticed after what made it, so the cycle before may have the
 * loss.
 */
final class InterfaceSeries {
  private static final double LOSS_AT_CHANGE = 0.02;
  private static final long LEAST_LOST = 3;

  /** A few unsent packets are slots that the process missed. */
  private static final double UNSENT = 0.1;

  /** So long before a change loss may be due to it, and so long after. */
  private static final long NEAR_NANOS = 10_000_000_000L;

  /** That it lost as much before has less than this chance. */
  private static final double SIGNIFICANCE = 1 - Level.MOST_CONFIDENCE;

  /** So many cycles before a change tell what is lost anyway. */
  private static final int MOST_BEFORE = 10;

  private final PathWords words;
  private final Consumer<Finding> findings;
  private final Hysteresis state = new Hysteresis();
  private Optional<InterfaceChange> change = Optional.empty();
  private final ArrayDeque<CycleLoss> before = new ArrayDeque<>();
  private long since;

  InterfaceSeries(PathWords words, Consumer<Finding> findings) {
    this.words = words;
    this.findings = findings;
  }

  void accept(InterfaceChange changed) {
    if (changed.from().isPresent()) {
      change = Optional.of(changed);
    }
  }

  void accept(TrafficSimCycle cycle) {
    CycleLoss latest = CycleLoss.of(cycle);
    Optional<CycleLoss> lossy =
        change.flatMap(
            at ->
                isLossyAt(latest, at)
                    ? Optional.of(latest)
                    : Optional.ofNullable(before.peekLast())
                        .filter(
                            earlier ->
                                latest.isNear(at.epochNanos(), 0) && isLossyAt(earlier, at)));
    boolean isUnsent = isUnsent(cycle.total());
    boolean isBad = isUnsent || lossy.isPresent();
    Change now = state.accept(isBad ? Look.BAD_BEYOND_DOUBT : Look.GOOD, cycle.startEpochNanos());
    if (now == Change.BEGUN) {
      findings.accept(
          isUnsent ? unsent(cycle) : changed(cycle, lossy.orElseThrow(), change.orElseThrow()));
    } else if (now == Change.OVER) {
      long until = Math.max(since, state.period().until());
      findings.accept(words.interfaceOver(cycle, new Period(since, until)));
    }
    before.addLast(latest);
    if (before.size() > MOST_BEFORE + 1) {
      before.removeFirst();
    }
  }

  private Finding unsent(TrafficSimCycle cycle) {
    since = cycle.startEpochNanos();
    return words.unsent(cycle, unsent(cycle.total()));
  }

  private Finding changed(TrafficSimCycle cycle, CycleLoss lossy, InterfaceChange at) {
    boolean isEarlier = lossy.endEpochNanos() < at.epochNanos();
    since = isEarlier ? lossy.startEpochNanos() : Math.min(at.epochNanos(), cycle.endEpochNanos());
    return words.wayOut(cycle, lossy, at, since);
  }

  /** Whether this host could not send a good part of it. */
  private static boolean isUnsent(CycleFigures figures) {
    return unsent(figures) >= LEAST_LOST && unsentShare(figures) >= UNSENT;
  }

  private static long unsent(CycleFigures figures) {
    return figures.refused();
  }

  private static double unsentShare(CycleFigures figures) {
    return figures.packets() == 0 ? 0 : (double) unsent(figures) / figures.packets();
  }

  private boolean isLossyAt(CycleLoss cycle, InterfaceChange at) {
    return cycle.isNear(at.epochNanos(), NEAR_NANOS)
        && cycle.lost() >= LEAST_LOST
        && cycle.share() >= LOSS_AT_CHANGE
        && isMoreThanBefore(cycle, at);
  }

  /**
   * Whether the cycle lost more than any before the change, and than these together by more than
   * chance (Fisher's exact test): a path that has always lost is none the worse for another way.
   * Where nothing is known of before, nothing can be said.
   */
  private boolean isMoreThanBefore(CycleLoss cycle, InterfaceChange at) {
    List<CycleLoss> earlier =
        before.stream()
            .filter(one -> one.endEpochNanos() <= cycle.startEpochNanos())
            .filter(one -> !one.isNear(at.epochNanos(), NEAR_NANOS))
            .toList();
    long sent = earlier.stream().mapToLong(CycleLoss::sent).sum();
    long lost = earlier.stream().mapToLong(CycleLoss::lost).sum();
    return sent > 0
        && earlier.stream().allMatch(one -> one.share() < cycle.share())
        && LossOutliers.chance(cycle.sent(), cycle.lost(), sent, lost) < SIGNIFICANCE;
  }
}
