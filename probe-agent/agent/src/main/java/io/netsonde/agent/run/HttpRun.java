package io.netsonde.agent.run;

import io.netsonde.agent.HttpOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import java.io.PrintWriter;

/** {@code netsonde http}: some checks of a web service, one after the other. */
public final class HttpRun implements Run<HttpOptions> {
  @Override
  public int run(HttpOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    throw new java.io.IOException("not yet");
  }
}
