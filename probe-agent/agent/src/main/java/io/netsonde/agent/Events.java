package io.netsonde.agent;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Tells the log what happened, to which peer and probe: once per change of state, never per packet.
 * A sink beside the export's. Safe for several threads.
 */
public final class Events implements MeasurementSink {
  private record Flow(Path path, int number) {}

  private enum State {
    /** No session yet. */
    SOUGHT,
    /** No session yet, for so long that it has been said. */
    UNHEARD,
    HELD,
    LOST
  }

  private final Map<Flow, State> states = new ConcurrentHashMap<>();
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final ReflectorEvents reflector;

  Events(Consumer<String> info, Consumer<String> warning) {
    this.info = info;
    this.warning = warning;
    this.reflector = new ReflectorEvents(info, warning);
  }

  /** Events in the agent's log. */
  public static Events toLog() {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new Events(logger::info, logger::warning);
  }

  @Override
  public void accept(Measurement measurement) {
    switch (measurement) {
      case PathState state -> onState(state);
      case TrafficSimCycle cycle -> onCycle(cycle);
      default -> reflector.accept(measurement);
    }
  }

  /** A cycle of which nothing was sent is one without a session. */
  private void onCycle(TrafficSimCycle cycle) {
    Path path = cycle.path();
    boolean isSought =
        cycle.total().sendLag().isEmpty()
            && IntStream.range(0, cycle.flows().size())
                .allMatch(flow -> states.get(new Flow(path, flow)) == State.SOUGHT);
    if (isSought) {
      for (int flow = 0; flow < cycle.flows().size(); flow++) {
        states.put(new Flow(path, flow), State.UNHEARD);
      }
      warning.accept(
          "probe "
              + path.probe()
              + ": no answer yet from "
              + peer(path)
              + ": check that a reflector listens there, that it allows this agent's id and that"
              + " the key matches; trying again");
    }
  }

  private void onState(PathState state) {
    Flow key = new Flow(state.path(), state.flow());
    State before = states.get(key);
    State now = state.up() ? State.HELD : before == null ? State.SOUGHT : State.LOST;
    // Only the thread of this flow speaks of it, so nothing comes between get and put.
    if (before != null && (before == State.HELD) == state.up()) {
      return;
    }
    states.put(key, now);
    Path path = state.path();
    String flow = state.flows() > 1 ? " flow " + state.flow() : "";
    String peer = peer(path);
    String probe = "probe " + path.probe() + flow + ": ";
    if (state.up()) {
      info.accept(probe + (before == State.LOST ? "session again with " : "session with ") + peer);
    } else if (now == State.SOUGHT) {
      info.accept(probe + "looking for " + peer);
    } else {
      warning.accept(probe + "lost the session with " + peer + "; trying again");
    }
  }

  private static String peer(Path path) {
    String agent = path.peerAgentId() == 0 ? "" : " (agent " + path.peerAgentId() + ")";
    return path.address() + " port " + path.port() + agent;
  }
}
