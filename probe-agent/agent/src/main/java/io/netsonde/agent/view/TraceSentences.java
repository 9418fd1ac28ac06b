package io.netsonde.agent.view;

import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a trace says, in words. */
final class TraceSentences {
  private TraceSentences() {}

  /** Sentences, not ended by a line's end. */
  static List<String> of(Trace trace) {
    List<String> sentences = new ArrayList<>();
    sentences.add(end(trace));
    silent(trace).ifPresent(sentences::add);
    return sentences;
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

  private static String hops(int count) {
    return count == 1 ? "one hop" : count + " hops";
  }

  private static String named(Hop hop) {
    return "hop "
        + hop.ttl()
        + hop.responders().stream()
            .findFirst()
            .map(each -> " (" + each.address().getHostAddress() + ")")
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
