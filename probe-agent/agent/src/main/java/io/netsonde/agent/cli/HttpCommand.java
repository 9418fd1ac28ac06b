package io.netsonde.agent.cli;

import io.netsonde.agent.HttpOptions;
import io.netsonde.agent.config.Defaults;
import io.netsonde.agent.config.Limits;
import io.netsonde.agent.config.WebAddress;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netsonde http}. */
@Command(
    name = "http",
    description =
        "Times a web service: a line per check with the time that each phase took, then the"
            + " figures and where the time goes. Each check looks the name up and connects anew."
            + " Exit status 1 when no check was good.")
final class HttpCommand extends Helped implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "What to ask for, as in https://example.net/.")
  private String url = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Checks to make (default: ${DEFAULT-VALUE}).")
  private int count = HttpOptions.DEFAULT_COUNT;

  @Option(
      names = "--interval",
      paramLabel = "D",
      description = "Time from one check's begin to the next one's, as in 200ms (default: 1s).")
  private Duration interval = Defaults.INTERVAL;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = {
        "A check that takes longer has failed (default: 30s, of which 10s to wait for the first",
        "byte). The wait may take all of it, each phase before a third, or 5s if that is more."
      })
  private @Nullable Duration timeout;

  @Mixin private final RequestOptions request = new RequestOptions();

  @Mixin private final ExpectOptions expected = new ExpectOptions();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--json", description = "Write JSON instead of lines.")
  private boolean json;

  HttpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    return session.start(session.runs().http(), Session.options(injected(spec), this::options));
  }

  private HttpOptions options() {
    HttpTarget target =
        connection.apply(request.apply(HttpTarget.of("http", Found.read(url, WebAddress::parse))));
    target = target.withExpectation(expected.expectation());
    if (timeout != null) {
      if (timeout.compareTo(Limits.MIN_INTERVAL) < 0
          || timeout.compareTo(Limits.MAX_INTERVAL) > 0) {
        throw new IllegalArgumentException("--timeout is to be from 1ms to 1h");
      }
      target = target.withTimeouts(HttpTimeouts.within(timeout));
    }
    return new HttpOptions(target, count, interval, json);
  }
}
