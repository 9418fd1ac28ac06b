package io.netsonde.agent.run;

import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.netio.interfaces.InterfaceListener;
import io.netsonde.trafficsim.net.SenderListener;
import io.netsonde.trafficsim.wire.TraceBack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Tells the log of what happens to a probe, beside the states that are measurements, and its traces
 * of what concerns them.
 */
final class ProbeLog implements SenderListener, InterfaceListener {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final String probe;
  private final FlowLog flows;
  private final TraceFate traces;
  private Optional<InetSocketAddress> latestTarget = Optional.empty();

  ProbeLog(String probe, FlowLog flows, TraceFate traces) {
    this.probe = "probe " + probe + ": ";
    this.flows = flows;
    this.traces = traces;
  }

  @Override
  public void resolved(InetSocketAddress target) {
    if (latestTarget.filter(before -> !before.equals(target)).isPresent()) {
      traces.pathChanged();
    }
    latestTarget = Optional.of(target);
    LOGGER.info(
        probe + "sends to " + target.getAddress().getHostAddress() + " port " + target.getPort());
  }

  @Override
  public void unresolved(String host) {
    LOGGER.warning(probe + "the name " + host + " does not resolve; trying again");
  }

  @Override
  public void flowOpened(int flow, InetSocketAddress local) {
    flows.opened(flow, local);
  }

  @Override
  public void networkFailed(IOException reason) {
    LOGGER.warning(probe + reason.getMessage() + "; its packets count as lost until that ends");
  }

  @Override
  public void networkRecovered(InetSocketAddress local) {
    LOGGER.info(probe + "sends again");
  }

  @Override
  public void interfaceChanged(InterfaceChange change) {
    change
        .to()
        .ifPresentOrElse(
            now ->
                LOGGER.info(
                    probe
                        + "now over "
                        + now.name()
                        + " ("
                        + now.source().getHostAddress()
                        + "): "
                        + change.reason()),
            () ->
                LOGGER.warning(
                    probe
                        + "no interface is left: "
                        + change.reason()
                        + "; its packets count as lost until that ends"));
  }

  @Override
  public void traceFailed(int flow, String reason) {
    traces.traceFailed(flow, reason);
  }

  @Override
  public void traceAbandoned(int flow) {
    LOGGER.info(probe + "the trace of flow " + flow + " is given up: its packets go another way");
    traces.pathChanged();
  }

  @Override
  public void traceBackDecided(int flow, TraceBack.Decision decision) {
    LOGGER.info(
        probe
            + (decision == TraceBack.Decision.ACCEPTED
                ? "the peer traces back to flow " + flow
                : "the peer does not trace back to flow " + flow + ": " + decision.label()));
  }

  @Override
  public void reflectorRestarted(int flow) {
    LOGGER.info(probe + "the peer has restarted");
  }
}
