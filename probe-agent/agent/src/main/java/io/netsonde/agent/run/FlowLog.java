package io.netsonde.agent.run;

import io.netsonde.agent.view.FlowText;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.TrafficSimCycle;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Tells the log from which source port each flow of a probe sends, and which flows lose more than
 * the others. A flow is told of once, when two cycles in a row name it, so that chance does so in
 * one cycle of a million at most; that all is over, when ten in a row have named none. Not safe for
 * several threads.
 */
final class FlowLog implements MeasurementSink {
  private static final int CALM_CYCLES = 10;

  private final String probe;
  private final OptionalInt[] ports;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private FlowVerdict before = FlowVerdict.NONE;
  private FlowVerdict told = FlowVerdict.NONE;
  private int calm;

  FlowLog(String probe, int flows, Consumer<String> info, Consumer<String> warning) {
    this.probe = "probe " + probe;
    this.ports = new OptionalInt[flows];
    this.info = info;
    this.warning = warning;
    Arrays.fill(ports, OptionalInt.empty());
  }

  /** To the agent's log. */
  static FlowLog toLog(String probe, int flows) {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new FlowLog(probe, flows, logger::info, logger::warning);
  }

  void opened(int flow, InetSocketAddress local) {
    ports[flow] = OptionalInt.of(local.getPort());
    info.accept(
        probe
            + (ports.length > 1 ? " flow " + flow : "")
            + ": sends from "
            + (local.getAddress().isAnyLocalAddress()
                ? ""
                : local.getAddress().getHostAddress() + " ")
            + "port "
            + local.getPort());
  }

  @Override
  public void accept(Measurement measurement) {
    if (measurement instanceof TrafficSimCycle cycle && cycle.flows().size() > 1) {
      judge(cycle);
    }
  }

  private void judge(TrafficSimCycle cycle) {
    FlowVerdict now = FlowVerdict.on(cycle.flows());
    FlowVerdict confirmed = now.confirming(before, cycle.flows());
    before = now;
    calm = now.groups().isEmpty() ? calm + 1 : 0;
    if (!told.names(confirmed)) {
      told = confirmed;
      FlowText.sentences(confirmed, Arrays.asList(ports))
          .forEach(sentence -> warning.accept(probe + ": " + sentence));
    } else if (calm == CALM_CYCLES && !told.groups().isEmpty()) {
      told = FlowVerdict.NONE;
      info.accept(probe + ": no flow loses more than the others any more");
    }
  }
}
