package io.netsonde.http.net;

import io.netsonde.http.PhaseLedger;
import io.netsonde.http.ResponseHeads;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of one exchange while it goes on: from the client's events, and of HTTP/1 from
 * the bytes themselves, since the client tells of a response only when all its headers are there.
 *
 * <p>Threads: the check's, HTTP/2's reader and the watch of the limits; so all is synchronized.
 */
final class ExchangeTrace {
  /** The client's own limit. */
  private static final int LONGEST_HEAD = 256 * 1024;

  /** By then a peer that no longer knows the connection has said so, however far away. */
  private static final long AT_ONCE_NANOS = 500_000_000;

  private final URI uri;
  private final String method;
  private final Optional<String> proxy;
  private final PhaseLedger ledger;
  private final Runnable phaseBegan;
  private final TlsWitness security = new TlsWitness();
  private final ResponseHeads heads = new ResponseHeads();
  private boolean isCheckToBegin;
  private boolean isPlainHttp1;
  private boolean isRequestComplete;
  private boolean hasConnected;
  private boolean isReused;
  private long acquiredNanos;
  private long writtenNanos;
  private @Nullable HttpPhase timedOut;
  private @Nullable InetSocketAddress peer;
  private @Nullable String protocolVersion;
  private OptionalInt status = OptionalInt.empty();
  private OptionalLong endNanos = OptionalLong.empty();
  private long requestBytes;
  private long receivedBytes;
  private long responseBytes;
  private @Nullable Closeable socket;
  private boolean isFinished;

  private ExchangeTrace(
      URI uri, String method, Optional<String> proxy, PhaseLedger ledger, Runnable phaseBegan) {
    this.uri = uri;
    this.method = method;
    this.proxy = proxy;
    this.ledger = ledger;
    this.phaseBegan = phaseBegan;
  }

  /**
   * The first of a check, which begins with its first phase.
   *
   * @param proxy the host of the proxy, where one is asked
   * @param phaseBegan told whenever a phase begins; returns at once
   */
  static ExchangeTrace first(
      URI uri, String method, Optional<String> proxy, long nanos, Runnable phaseBegan) {
    ExchangeTrace first =
        new ExchangeTrace(uri, method, proxy, new PhaseLedger(nanos, nanos), phaseBegan);
    first.isCheckToBegin = true;
    return first;
  }

  /** The next one of the same check: begins where this one ended. */
  synchronized ExchangeTrace next(URI nextUri, String nextMethod) {
    return new ExchangeTrace(
        nextUri,
        nextMethod,
        proxy,
        new PhaseLedger(ledger.originNanos(), ledger.boundaryNanos()),
        phaseBegan);
  }

  synchronized void enter(HttpPhase phase) {
    enterAt(phase, System.nanoTime());
  }

  private void enterAt(HttpPhase phase, long nanos) {
    // What a client still tries after it was broken off is no phase.
    if (timedOut == null && !ledger.hasReached(phase)) {
      if (isCheckToBegin) {
        isCheckToBegin = false;
        ledger.beginAt(nanos);
      }
      ledger.enter(phase, nanos);
      phaseBegan.run();
    }
  }

  /** The TCP connection stands: what fails from here on is the proxy's fault, or TLS's. */
  synchronized void connected(InetSocketAddress address) {
    hasConnected = true;
    peer = address;
  }

  /** What becomes known of TLS. */
  TlsWitness security() {
    return security;
  }

  /** A connection is there for the request. */
  synchronized void acquired(
      String version, boolean isMultiplexed, @Nullable InetSocketAddress address) {
    isReused = !hasConnected;
    protocolVersion = version;
    isPlainHttp1 = !isMultiplexed;
    peer = address == null ? peer : address;
    acquiredNanos = System.nanoTime();
    writtenNanos = acquiredNanos;
    enterAt(HttpPhase.REQUEST, writtenNanos);
  }

  /** The client has composed all of the request; HTTP/1 may still have to hand its end over. */
  synchronized void requestComplete(long bodyBytes) {
    requestBytes = bodyBytes;
    isRequestComplete = true;
    if (!isPlainHttp1) {
      enterAt(HttpPhase.WAIT, System.nanoTime());
    }
  }

  /** Bytes were handed to the system, or to TLS. */
  synchronized void written() {
    if (isPlainHttp1 && !ledger.hasReached(HttpPhase.WAIT)) {
      writtenNanos = System.nanoTime();
    }
  }

  /** The client begins to wait for bytes: what it had to send has been sent. */
  synchronized void reading() {
    if (isPlainHttp1 && isRequestComplete) {
      enterAt(HttpPhase.WAIT, writtenNanos);
    }
  }

  /** Bytes came. */
  synchronized void received(byte[] bytes, int offset, int length) {
    if (!isPlainHttp1 || !ledger.hasReached(HttpPhase.REQUEST)) {
      return;
    }
    receivedBytes += length;
    int passedBefore = heads.passed();
    heads.accept(bytes, offset, length);
    if (heads.passed() > passedBefore && timedOut == null) {
      // What had come before was the beginning of an informational response.
      ledger.backTo(isRequestComplete ? HttpPhase.WAIT : HttpPhase.REQUEST);
      phaseBegan.run();
    }
    if (heads.hasBegun() && !ledger.hasReached(HttpPhase.TRANSFER)) {
      // A server may answer before it has read the whole request.
      enterAt(HttpPhase.WAIT, writtenNanos);
      enterAt(HttpPhase.TRANSFER, System.nanoTime());
    }
  }

  /** The headers are there of the response that counts. */
  synchronized void responded(int code, String version) {
    enterAt(HttpPhase.TRANSFER, System.nanoTime());
    status = OptionalInt.of(code);
    protocolVersion = version;
  }

  synchronized void bodyReceived(long bytes) {
    responseBytes += bytes;
  }

  /** The response's last byte is there. */
  synchronized void responseEnded() {
    endNanos = OptionalLong.of(System.nanoTime());
  }

  /** What the exchange goes over from now on. */
  synchronized void use(Closeable used) {
    socket = used;
    if (timedOut != null) {
      Wire.cut(used);
    }
  }

  /**
   * A limit ran out: unless another phase goes on by now, or none, it has failed, and what it waits
   * for is broken off. A look-up ends by itself, and may have an answer when it does.
   *
   * @param moment what went on when the limit was looked at
   */
  synchronized void timeOut(Moment moment) {
    if (isFinished || !moment.equals(moment())) {
      return;
    }
    if (timedOut == null) {
      timedOut = moment.phase();
    }
    Closeable used = socket;
    if (used != null && moment.phase() != HttpPhase.DNS) {
      Wire.cut(used);
    }
  }

  synchronized Optional<HttpPhase> timedOut() {
    return Optional.ofNullable(timedOut);
  }

  /** Which phase goes on, and since when. */
  record Moment(HttpPhase phase, long enteredNanos) {}

  synchronized Moment moment() {
    return new Moment(ledger.current(), ledger.enteredNanos());
  }

  synchronized boolean hasConnected() {
    return hasConnected;
  }

  /**
   * Whether a reset says no more than that the kept connection had ended before: it came at once,
   * and in place of any answer.
   */
  synchronized boolean isStale() {
    return isReused
        && timedOut == null
        && status.isEmpty()
        && receivedBytes == 0
        && ledger.boundaryNanos() - acquiredNanos < AT_ONCE_NANOS;
  }

  synchronized boolean isVersion2() {
    return "2".equals(protocolVersion);
  }

  /** Whether what came cannot be the beginning of a response of HTTP/1. */
  synchronized boolean beginsWithGarbage() {
    return heads.isGarbage();
  }

  /** Whether the server takes what it was asked for no TLS, and says so in TLS. */
  synchronized boolean beginsWithTlsAlert() {
    return heads.isTlsAlert();
  }

  /** Whether more of HTTP/1's headers came than the client takes. */
  synchronized boolean isHeadTooLong() {
    return status.isEmpty() && receivedBytes >= LONGEST_HEAD;
  }

  /** When the check began. */
  synchronized long originNanos() {
    return ledger.originNanos();
  }

  /** Ends the exchange: with its response, or now. */
  synchronized HttpExchange finish() {
    isFinished = true;
    return new HttpExchange(
        uri,
        method,
        status,
        Optional.ofNullable(protocolVersion),
        Optional.ofNullable(peer),
        proxy,
        isReused,
        ledger.finish(endNanos.orElseGet(System::nanoTime)),
        security.facts(),
        requestBytes,
        responseBytes);
  }
}
