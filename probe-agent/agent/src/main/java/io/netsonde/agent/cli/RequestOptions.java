package io.netsonde.agent.cli;

import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.RequestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code netsonde http} asks for. */
final class RequestOptions {
  private static final int DEFAULT_REDIRECTS = RequestSettings.DEFAULT.maxRedirects();

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "The method (default: GET, or POST with --data).")
  private @Nullable String method;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Send this header too. May be given several times.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--data", paramLabel = "TEXT", description = "Send this as the request's body.")
  private @Nullable String data;

  @Option(
      names = "--max-redirects",
      paramLabel = "N",
      description =
          "Redirects to follow, 0 to 50 (default: ${DEFAULT-VALUE}); with 0 a redirect is the"
              + " result.")
  private int maxRedirects = DEFAULT_REDIRECTS;

  HttpTarget apply(HttpTarget target) {
    String chosen = method != null ? method : data == null ? "GET" : "POST";
    return target.withRequest(
        new RequestSettings(
            chosen,
            headers.stream().map(HttpHeader::parse).toList(),
            Optional.ofNullable(data),
            maxRedirects));
  }
}
