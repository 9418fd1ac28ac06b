package io.netsonde.http.net;

import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.http.HttpPhase;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Turns the client's events into phases. */
final class PhaseListener extends EventListener {
  private final Wire wire;
  private final WitnessingTrust trust;
  private final HttpTimeouts timeouts;

  PhaseListener(Wire wire, WitnessingTrust trust, HttpTimeouts timeouts) {
    this.wire = wire;
    this.trust = trust;
    this.timeouts = timeouts;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    tell(exchange -> exchange.enter(HttpPhase.CONNECT));
    wire.connecting(address, wire.deadlineNanos(timeouts.nanos(HttpPhase.CONNECT)));
  }

  @Override
  public void secureConnectStart(Call call) {
    tell(exchange -> exchange.enter(HttpPhase.TLS));
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    tell(exchange -> exchange.enter(HttpPhase.REQUEST));
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    if (protocol != null) {
      tell(exchange -> exchange.enter(HttpPhase.REQUEST));
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    Socket socket = connection.socket();
    wire.use(socket instanceof StampedTlsSocket tls ? tls.below() : socket);
    Protocol protocol = connection.protocol();
    boolean isTwo = protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
    tell(
        exchange -> {
          if (socket instanceof StampedTlsSocket tls) {
            note(exchange, tls);
          }
          exchange.acquired(
              version(protocol), isTwo, (InetSocketAddress) socket.getRemoteSocketAddress());
        });
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      tell(exchange -> exchange.requestComplete(0));
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    tell(exchange -> exchange.requestComplete(byteCount));
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    tell(exchange -> exchange.responded(response.code(), version(response.protocol())));
    try {
      ContentLength.require(response);
    } catch (ProtocolException e) {
      // From here on the client would act on it.
      throw new UncheckedIOException(e);
    }
  }

  private void tell(Consumer<ExchangeTrace> event) {
    ExchangeTrace exchange = wire.exchange();
    if (exchange != null) {
      event.accept(exchange);
    }
  }

  /** Where the handshake was an earlier exchange's, or resumed its session. */
  private void note(ExchangeTrace exchange, StampedTlsSocket socket) {
    if (!exchange.security().hasFacts()) {
      trust.facts(socket.getSession()).ifPresent(exchange.security()::agreed);
    }
  }

  private static String version(Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_0 -> "1.0";
      case HTTP_2, H2_PRIOR_KNOWLEDGE -> "2";
      default -> "1.1";
    };
  }
}
