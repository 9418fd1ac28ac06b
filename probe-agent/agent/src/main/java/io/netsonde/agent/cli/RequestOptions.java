package io.netsonde.agent.cli;

import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.RequestSettings;
import java.nio.file.Path;
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
      description = "The method (default: GET, or POST with a body).")
  private @Nullable String method;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Send this header too. May be given several times.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--data", paramLabel = "TEXT", description = "Send this as the request's body.")
  private @Nullable String data;

  @Option(
      names = "--data-file",
      paramLabel = "FILE",
      description = "Send this file's text (UTF-8) as the request's body.")
  private @Nullable Path dataFile;

  @Option(
      names = "--max-redirects",
      paramLabel = "N",
      description =
          "Redirects to follow, 0 to 50 (default: ${DEFAULT-VALUE}); with 0 a redirect is the"
              + " result.")
  private int maxRedirects = DEFAULT_REDIRECTS;

  HttpTarget apply(HttpTarget target) {
    Optional<String> body = body();
    String chosen = method != null ? method : body.isEmpty() ? "GET" : "POST";
    return target.withRequest(
        new RequestSettings(
            chosen, headers.stream().map(HttpHeader::parse).toList(), body, maxRedirects));
  }

  private Optional<String> body() {
    if (dataFile == null) {
      return Optional.ofNullable(data);
    }
    if (data != null) {
      throw new IllegalArgumentException("--data and --data-file exclude each other");
    }
    return Optional.of(BodyFile.read(dataFile));
  }
}
