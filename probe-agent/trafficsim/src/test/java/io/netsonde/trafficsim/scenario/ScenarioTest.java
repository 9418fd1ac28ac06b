package io.netsonde.trafficsim.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Sender and reflector against each other on a simulated path, one test a file of {@code
 * resources/scenarios}: every figure that the file states, and what holds in every scenario.
 */
class ScenarioTest {
  private static final Path FILES = Path.of("src/test/resources/scenarios");

  @TestFactory
  Stream<DynamicTest> shouldReportWhatTheFileSaysWhenRun() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<Path> sorted = files.sorted().toList();
      assertFalse(sorted.isEmpty());
      return sorted.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    ScenarioFile scenario = ScenarioFile.read(file);
    Simulation simulation = new Simulation(scenario);
    simulation.run();
    List<Executable> checks = new ArrayList<>();
    assertFalse(scenario.expected().isEmpty(), file + " expects nothing");
    for (ScenarioFile.Expectation expectation : scenario.expected()) {
      expectation
          .figures()
          .forEach(
              (name, value) -> checks.add(() -> checkFigure(simulation, expectation, name, value)));
    }
    checks.add(() -> Invariants.check(simulation, scenario));
    org.junit.jupiter.api.Assertions.assertAll(file.getFileName().toString(), checks);
  }

  private static void checkFigure(
      Simulation simulation, ScenarioFile.Expectation expectation, String name, String value) {
    long actual =
        switch (expectation.scope()) {
          case "run" -> ofRun(simulation, name);
          case "all" -> Figures.of(totals(simulation.cycles), name);
          default -> {
            String[] words = expectation.scope().split(" ", -1);
            int index = Integer.parseInt(words[1]);
            yield Figures.of(
                words[0].equals("flow")
                    ? simulation.cycles.stream().map(cycle -> cycle.flows().get(index)).toList()
                    : List.of(simulation.cycles.get(index).total()),
                name);
          }
        };
    String[] range = value.split("\\.\\.", -1);
    long least = bound(simulation, range[0]);
    long most = bound(simulation, range[range.length - 1]);
    assertTrue(
        actual >= least && actual <= most,
        () -> expectation.line() + ": " + name + " is " + actual + ", not " + value);
  }

  private static long bound(Simulation simulation, String text) {
    return text.startsWith("truth.") ? ofRun(simulation, text) : ScenarioFile.nanos(text);
  }

  private static long ofRun(Simulation simulation, String name) {
    return switch (name) {
      case "cycles" -> simulation.cycles.size();
      case "partial" ->
          simulation.cycles.stream()
              .filter(cycle -> cycle.outcome() == TrafficSimCycle.Outcome.PARTIAL)
              .count();
      case "reflections" -> simulation.reflections.size();
      case "restarts" -> simulation.restarts.size();
      case "sessions" -> simulation.reflector().sessions();
      case "ups" -> simulation.states.stream().filter(state -> state.up()).count();
      case "downs" -> simulation.states.stream().filter(state -> !state.up()).count();
      case "missed" ->
          simulation.senders.stream()
              .flatMap(host -> host.probe().flows().stream())
              .mapToLong(flow -> flow.missedSlots())
              .sum();
      case "kernel" ->
          simulation.cycles.stream()
              .filter(cycle -> cycle.timestampSource() == TimestampSource.KERNEL)
              .count();
      case "best.kernel", "best.sender", "best.process" -> {
        Stamps best = Stamps.valueOf(name.substring("best.".length()).toUpperCase(Locale.ROOT));
        yield simulation.truth.best(best);
      }
      case "truth.forward.lost" -> simulation.forward.measuredLost;
      case "truth.reverse.lost" -> simulation.reverse.measuredLost;
      case "truth.forward.unreachable" -> simulation.forwardUnreachable;
      case "truth.reverse.unreachable" -> simulation.reverseUnreachable;
      case "truth.forward.copies" -> simulation.forward.measuredCopied;
      case "truth.reverse.copies" -> simulation.reverse.measuredCopied;
      default -> throw new IllegalArgumentException("a run has no " + name);
    };
  }

  private static List<CycleFigures> totals(List<TrafficSimCycle> cycles) {
    return cycles.stream().map(TrafficSimCycle::total).toList();
  }
}
