package io.netsonde.netio.interfaces;

import io.netsonde.netio.interfaces.InterfaceChange.Cause;
import io.netsonde.netio.interfaces.InterfaceChoice.Ranked;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interface in use for one target, through time. It is left at once when it can't reach the
 * target any more; for a better one only when that has been better, without a break, for a while.
 */
final class Selection {
  private final Optional<String> forced;
  private final long stabilityNanos;
  private @Nullable Candidate current;
  private @Nullable String previous;

  /** Whichever scores better than the one in use, and since when. */
  private @Nullable Candidate rival;

  private long rivalSinceNanos;

  Selection(Optional<String> forced, long stabilityNanos) {
    this.forced = forced;
    this.stabilityNanos = stabilityNanos;
  }

  Optional<Candidate> current() {
    return Optional.ofNullable(current);
  }

  /** Another target: what was used for the last one scores as previously used. */
  void forget() {
    current = null;
    rival = null;
  }

  /** Takes what is true now; the change that follows from it, if any. */
  Optional<InterfaceChange> update(Survey survey, long nowNanos) {
    InterfaceChoice choice = InterfaceChoice.of(survey.candidates(), previous, forced);
    Candidate best = choice.best().orElse(null);
    Candidate used = current;
    if (used == null) {
      return best == null
          ? Optional.empty()
          : change(best, Cause.REACHABLE, best.name() + " has a route to " + text(survey.target()));
    }
    Cause trouble = trouble(used, survey);
    if (trouble == null) {
      return compete(used, best, choice.ranking(), nowNanos);
    }
    // A dead link that is the only way stays: its driver may not know.
    boolean nothingBetter =
        trouble == Cause.LINK_DOWN && best != null && (best.isSame(used) || !best.running());
    return nothingBetter
        ? Optional.empty()
        : change(best, trouble, describe(trouble, used, survey));
  }

  private Optional<InterfaceChange> compete(
      Candidate used, @Nullable Candidate best, List<Ranked> ranking, long nowNanos) {
    int lead = best == null ? 0 : lead(used, ranking);
    if (best == null || lead <= 0) {
      rival = null;
      return Optional.empty();
    }
    if (rival == null || !rival.isSame(best)) {
      rival = best;
      rivalSinceNanos = nowNanos;
    }
    long lasted = nowNanos - rivalSinceNanos;
    if (lasted < stabilityNanos) {
      return Optional.empty();
    }
    return change(
        best,
        Cause.BETTER,
        "better than " + used.name() + " by " + lead + " for " + lasted / 1_000_000_000L + " s");
  }

  /** By how much the best one leads the one in use. */
  private static int lead(Candidate used, List<Ranked> ranking) {
    int own =
        ranking.stream()
            .filter(one -> one.candidate().isSame(used))
            .findFirst()
            .orElseThrow()
            .score()
            .total();
    return ranking.getFirst().score().total() - own;
  }

  private Optional<InterfaceChange> change(@Nullable Candidate to, Cause cause, String reason) {
    InterfaceChange change =
        new InterfaceChange(Optional.ofNullable(current), Optional.ofNullable(to), cause, reason);
    current = to;
    rival = null;
    if (to != null) {
      previous = to.name();
    }
    return Optional.of(change);
  }

  /** Why the one in use can't go on; null where it can. */
  private static @Nullable Cause trouble(Candidate used, Survey survey) {
    LocalInterface now =
        survey.interfaces().stream()
            .filter(each -> each.index() == used.index() && each.name().equals(used.name()))
            .findFirst()
            .orElse(null);
    if (now == null) {
      return Cause.GONE;
    }
    if (!now.running()) {
      return Cause.LINK_DOWN;
    }
    // An unnumbered interface borrows another's address.
    boolean held =
        survey.interfaces().stream().anyMatch(each -> each.addresses().contains(used.source()));
    if (!held) {
      return Cause.ADDRESS_GONE;
    }
    boolean routed = survey.candidates().stream().anyMatch(one -> one.isSame(used));
    return routed ? null : Cause.NO_ROUTE;
  }

  private static String describe(Cause cause, Candidate used, Survey survey) {
    return switch (cause) {
      case GONE -> {
        boolean again = survey.interfaces().stream().anyMatch(e -> e.name().equals(used.name()));
        yield used.name() + (again ? " was made anew" : " is gone");
      }
      case LINK_DOWN -> "the link of " + used.name() + " is down";
      case ADDRESS_GONE -> used.name() + " has lost the address " + text(used.source());
      case NO_ROUTE -> {
        boolean outdone =
            survey.lessSpecific().stream().anyMatch(each -> each.index() == used.index());
        String target = text(survey.target());
        yield outdone
            ? "a more specific route to " + target + " than that by " + used.name() + " is there"
            : used.name() + " has no route to " + target + " any more";
      }
      case BETTER, REACHABLE -> throw new IllegalArgumentException(cause + " is no trouble");
    };
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }
}
