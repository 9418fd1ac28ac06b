package io.netsonde.agent.run;

import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.netio.interfaces.InterfaceListener;
import io.netsonde.trafficsim.net.SenderListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.ObjIntConsumer;
import java.util.logging.Logger;

/** Tells the log of what happens to a probe, beside the states that are measurements. */
final class ProbeLog implements SenderListener, InterfaceListener {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final String probe;
  private final FlowLog flows;
  private final ObjIntConsumer<String> onTraceFailed;

  /**
   * @param onTraceFailed hears why a trace does not take place, and of which flow
   */
  ProbeLog(String probe, FlowLog flows, ObjIntConsumer<String> onTraceFailed) {
    this.onTraceFailed = onTraceFailed;
    this.probe = "probe " + probe + ": ";
    this.flows = flows;
  }

  @Override
  public void resolved(InetSocketAddress target) {
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
    onTraceFailed.accept(reason, flow);
  }

  @Override
  public void reflectorRestarted(int flow) {
    LOGGER.info(probe + "the peer has restarted");
  }
}
