package io.netsonde.http.net;

import io.netsonde.http.BodySearch;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.dns.HostsFile;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One check: an exchange, and another for each redirect. */
final class CheckRun {
  private static final int PIECE = 65_536;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final HttpTarget target;
  private final OkHttpClient client;
  private final Wire wire;
  private final LimitWatch limits;
  private final RequestPlan plan;
  private final @Nullable BodySearch search;
  private long originNanos;
  private final byte[] piece = new byte[PIECE];
  private final List<HttpExchange> exchanges = new ArrayList<>();

  CheckRun(
      HttpTarget target,
      OkHttpClient client,
      Wire wire,
      LimitWatch limits,
      SpanIdentity span,
      long originNanos) {
    this.target = target;
    this.client = client;
    this.wire = wire;
    this.limits = limits;
    this.plan = new RequestPlan(target, span);
    this.originNanos = originNanos;
    this.search = target.expectation().bodyContains().map(BodySearch::new).orElse(null);
  }

  /** When the first phase began; after the run. */
  long originNanos() {
    return originNanos;
  }

  /** The exchanges so far. */
  List<HttpExchange> exchanges() {
    return exchanges;
  }

  /** Goes through all exchanges; why it failed, if it did. */
  Optional<HttpFailure> run() {
    Request request = plan.first();
    Request opening = request;
    Supplier<ExchangeTrace> fresh = () -> first(opening);
    while (true) {
      Ended ended = exchange(request, fresh.get());
      if (isStale(request, ended)) {
        client.connectionPool().evictAll();
        ended = exchange(request, fresh.get());
      }
      exchanges.add(ended.exchange());
      originNanos = ended.trace().originNanos();
      switch (ended.step()) {
        case Step.Done(Optional<HttpFailure> failure) -> {
          return failure;
        }
        case Step.Redirected(Request next) -> {
          if (exchanges.size() > target.request().maxRedirects()) {
            return Optional.of(tooMany(next.url()));
          }
          request = next;
          ExchangeTrace before = ended.trace();
          fresh = () -> before.next(RequestPlan.shown(next.url()), next.method());
        }
      }
    }
  }

  private ExchangeTrace first(Request request) {
    return ExchangeTrace.first(
        RequestPlan.shown(request.url()),
        request.method(),
        target.connection().proxy().map(HttpProxy::host),
        originNanos,
        limits::phaseMayHaveChanged);
  }

  /**
   * A kept connection that the server has closed meanwhile says nothing of the service: the request
   * is sent again over another, unless that could do something twice.
   */
  private boolean isStale(Request request, Ended ended) {
    return ended.isReset()
        && ended.trace().isStale()
        && RequestPlan.isIdempotent(request.method())
        && !wire.isClosed();
  }

  /** An exchange, and what it leads to. */
  private record Ended(ExchangeTrace trace, Step step, HttpExchange exchange) {
    boolean isReset() {
      return step instanceof Step.Done(Optional<HttpFailure> failure)
          && failure.map(HttpFailure::type).equals(Optional.of(HttpErrorType.CONNECTION_RESET));
    }
  }

  private Ended exchange(Request request, ExchangeTrace trace) {
    wire.begin(trace, !request.isHttps());
    Step step = step(request, trace);
    return new Ended(trace, step, trace.finish());
  }

  /** What an exchange leads to. */
  private sealed interface Step {
    record Done(Optional<HttpFailure> failure) implements Step {}

    record Redirected(Request next) implements Step {}
  }

  private Step step(Request request, ExchangeTrace trace) {
    String host = request.url().host();
    if (!isOfWantedFamily(host)) {
      trace.enter(HttpPhase.DNS);
      return failed(
          HttpPhase.DNS,
          HttpErrorType.NAME_NOT_FOUND,
          host + " is no address of " + target.connection().ipVersion().shown());
    }
    try (Response response =
        ClientFactory.forScheme(client, target, request.isHttps()).newCall(request).execute()) {
      boolean isFollowed = target.request().maxRedirects() > 0 && plan.isRedirect(response);
      if (response.code() == SWITCHING_PROTOCOLS) {
        leave(trace);
      } else {
        drain(response, trace, isFollowed ? null : search);
      }
      if (isFollowed) {
        if (isLastOfItsConnection(response)) {
          client.connectionPool().evictAll();
        }
        return plan.next(request, response)
            .<Step>map(Step.Redirected::new)
            .orElseGet(() -> leadsNowhere(response));
      }
      return new Step.Done(new Verdict(target, trace, search).of(response));
    } catch (UncheckedIOException e) {
      // The listener's verdict on the headers.
      return new Step.Done(
          Optional.of(Failures.of(Objects.requireNonNull(e.getCause()), trace, host)));
    } catch (IOException e) {
      return new Step.Done(Optional.of(Failures.of(e, trace, host)));
    }
  }

  /** HTTP/1.0 keeps a connection only where it says so (RFC 9112, section 9.3). */
  private static boolean isLastOfItsConnection(Response response) {
    return response.protocol() == Protocol.HTTP_1_0
        && !"keep-alive".equalsIgnoreCase(response.header("Connection"));
  }

  /**
   * What follows is another protocol's, and the client counts the connection as no longer its own.
   */
  private void leave(ExchangeTrace trace) {
    trace.responseEnded();
    wire.cut();
  }

  private void drain(Response response, ExchangeTrace trace, @Nullable BodySearch reader)
      throws IOException {
    InputStream body = response.body().byteStream();
    int read = ContentLength.isOfAnother(response) ? -1 : body.read(piece);
    while (read >= 0) {
      trace.bodyReceived(read);
      if (reader != null) {
        reader.accept(piece, 0, read);
      }
      read = body.read(piece);
    }
    trace.responseEnded();
  }

  private boolean isOfWantedFamily(String host) {
    return HostsFile.literal(host).map(target.connection().ipVersion()::admits).orElse(true)
        || target.connection().proxy().isPresent();
  }

  private Step leadsNowhere(Response response) {
    return failed(
        HttpPhase.TRANSFER,
        HttpErrorType.PROTOCOL_ERROR,
        "the redirect of "
            + response.request().url().host()
            + " does not lead to a web address: '"
            + Failures.shortened(String.valueOf(response.header("Location")))
            + "'");
  }

  private HttpFailure tooMany(HttpUrl next) {
    int most = target.request().maxRedirects();
    return new HttpFailure(
        HttpPhase.TRANSFER,
        HttpErrorType.TOO_MANY_REDIRECTS,
        "after " + most + " redirects there is another, to " + RequestPlan.shown(next));
  }

  private static Step failed(HttpPhase phase, HttpErrorType type, String message) {
    return new Step.Done(Optional.of(new HttpFailure(phase, type, message)));
  }
}
