package io.netsonde.trafficsim.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.trafficsim.sender.FlowSender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A flow with its source port and its peer's address. Owned by the pacing thread. */
final class FlowSocket extends DeadlineHeap.Entry {
  final RunningProbe probe;
  final FlowSender flow;
  final DatagramPort port;
  private @Nullable IOException trouble;

  FlowSocket(RunningProbe probe, FlowSender flow, DatagramPort port) {
    this.probe = probe;
    this.flow = flow;
    this.port = port;
  }

  /** Sends all that is due; {@code clock} is read anew before each, so that stamps are true. */
  void pump(LoopClock clock, ByteBuffer out) {
    while (true) {
      out.clear();
      if (flow.poll(clock.nanoTime(), clock.epochNanos(), out) == 0) {
        return;
      }
      out.flip();
      send(out);
    }
  }

  private void send(ByteBuffer out) {
    InetSocketAddress target = probe.target();
    if (target == null) {
      flow.sendFailed();
      return;
    }
    try {
      port.send(out, target);
      if (trouble != null) {
        trouble = null;
        probe.listener().networkRecovered(port.localAddress());
      }
    } catch (IOException e) {
      flow.sendFailed();
      if (trouble == null) {
        probe.listener().networkFailed(e);
      }
      trouble = e;
    }
  }
}
