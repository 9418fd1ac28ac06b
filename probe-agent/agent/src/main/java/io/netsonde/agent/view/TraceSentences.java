package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;

import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.TraceProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a trace says, in words. */
final class TraceSentences {
  /** By so much more a hop has to leave probes unanswered than the last one does. */
  private static final double WORTH_A_WORD = 0.2;

  private TraceSentences() {}

  /**
   * Sentences, not ended by a line's end.
   *
   * @param withMtu whether the path MTU was asked for
   */
  static List<String> of(Trace trace, boolean withMtu) {
    List<String> sentences = new ArrayList<>();
    sentences.add(end(trace));
    silent(trace).ifPresent(sentences::add);
    limited(trace).ifPresent(sentences::add);
    if (!trace.hops().isEmpty()) {
      sentences.add(LossOnset.of(trace).map(TraceSentences::begins).orElseGet(() -> none(trace)));
    }
    if (withMtu && trace.pathMtu().isEmpty()) {
      sentences.add(noMtu(trace));
    }
    return sentences;
  }

  /** Long probes are sent only where short ones are answered. */
  private static String noMtu(Trace trace) {
    String why =
        trace.isReached()
            ? "the target answered none of the probes that were to find it"
            : "the target does not answer";
    boolean other = !trace.isReached() && trace.flow().protocol() == TraceProtocol.UDP;
    return "The path MTU was not found: " + why + (other ? "; try --protocol icmp." : ".");
  }

  /** A trace tells nothing of the direction: a lost probe and a lost answer look alike. */
  private static String begins(LossOnset onset) {
    return "Loss begins "
        + link(onset)
        + ": from there on "
        + percent(onset.loss())
        + " of the probes or their answers are lost; "
        + sure(onset.confidence())
        + ".";
  }

  /** As in {@code between hop 2 (10.0.2.1) and hop 3 (10.0.3.1)}. */
  static String link(LossOnset onset) {
    return "between "
        + onset
            .before()
            .map(before -> "hop " + onset.beforeTtl() + " (" + AddressText.of(before) + ")")
            .orElse("this host")
        + " and hop "
        + onset.ttl()
        + " ("
        + AddressText.of(onset.after())
        + ")";
  }

  static String sure(double confidence) {
    // Never rounded up to certainty.
    return confidence >= 0.999
        ? "more than 99.9% sure"
        : String.format(Locale.ROOT, "%.0f%% sure", Math.floor(100 * confidence));
  }

  private static String none(Trace trace) {
    Hop last = trace.hops().getLast();
    if (last.sent() == last.received()) {
      return trace.isReached()
          ? "Nothing was lost on the way to the target and back."
          : "Nothing was lost on the way to the last hop that answers and back.";
    }
    return "Of the probes to the "
        + (trace.isReached() ? "target" : "last hop that answers")
        + " "
        + (last.sent() - last.received())
        + " of "
        + last.sent()
        + " had no answer; where that begins, or whether it only limits its answers, so few cannot"
        + " tell.";
  }

  /** Hops that lose so much more than the last one that it is their own answers they save. */
  private static Optional<String> limited(Trace trace) {
    if (trace.hops().isEmpty()) {
      return Optional.empty();
    }
    double last = trace.hops().getLast().loss().orElse(0);
    List<String> hops =
        trace.hops().stream()
            .filter(hop -> !hop.isSilent() && hop.loss().orElse(0) >= last + WORTH_A_WORD)
            .map(hop -> String.valueOf(hop.ttl()))
            .toList();
    if (hops.isEmpty()) {
      return Optional.empty();
    }
    boolean one = hops.size() == 1;
    return Optional.of(
        (one ? "Hop " : "Hops ")
            + Words.list(hops)
            + (one ? " answers" : " answer")
            + " fewer probes than the last hop does: a limit of "
            + (one ? "its" : "their")
            + " own, no loss.");
  }

  private static String end(Trace trace) {
    Optional<Hop> last =
        trace.hops().isEmpty() ? Optional.empty() : Optional.of(trace.hops().getLast());
    if (last.isEmpty()) {
      return "Nobody answered, neither a router nor the target.";
    }
    if (trace.isReached()) {
      return "The target is " + hops(last.get().ttl()) + " away.";
    }
    boolean refused = last.get().end().filter(HopEnd.UNREACHABLE::equals).isPresent();
    return refused
        ? "The target was not reached: " + named(last.get()) + " says that it is unreachable."
        : "The target did not answer; the last that did is " + named(last.get()) + ".";
  }

  static String hops(int count) {
    return count == 1 ? "one hop" : count + " hops";
  }

  private static String named(Hop hop) {
    return "hop "
        + hop.ttl()
        + hop.responders().stream()
            .findFirst()
            .map(each -> " (" + AddressText.of(each.address()) + ")")
            .orElse("");
  }

  private static Optional<String> silent(Trace trace) {
    List<String> silent =
        trace.hops().stream().filter(Hop::isSilent).map(hop -> String.valueOf(hop.ttl())).toList();
    if (silent.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        (silent.size() == 1 ? "Hop " : "Hops ")
            + Words.list(silent)
            + (silent.size() == 1 ? " keeps" : " keep")
            + " silent, which is no loss where later hops answer.");
  }
}
