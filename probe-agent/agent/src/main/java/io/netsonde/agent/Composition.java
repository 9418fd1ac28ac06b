package io.netsonde.agent;

import io.netsonde.agent.run.AgentRun;
import io.netsonde.agent.run.CheckRun;
import io.netsonde.agent.run.DemoRun;
import io.netsonde.agent.run.EchoRun;
import io.netsonde.agent.run.HttpRun;
import io.netsonde.agent.run.PingRun;
import io.netsonde.agent.run.ReflectRun;
import io.netsonde.agent.run.TraceRun;

/** What stands behind the commands. */
final class Composition {
  private Composition() {}

  /** The runs of this program. */
  static Runs runs() {
    return new Runs(
        new AgentRun(),
        new CheckRun(),
        new DemoRun(),
        new EchoRun(),
        new HttpRun(),
        new PingRun(),
        new ReflectRun(),
        new TraceRun());
  }
}
