package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Metric.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MetricCatalogueTest {
  /** As the contract with users has them, with the names that Prometheus makes of them. */
  private static final List<String> CONTRACT =
      List.of(
          "netsonde.trafficsim.rtt histogram s netsonde_trafficsim_rtt_seconds",
          "netsonde.trafficsim.delay histogram s netsonde_trafficsim_delay_seconds",
          "netsonde.trafficsim.pdv histogram s netsonde_trafficsim_pdv_seconds",
          "netsonde.trafficsim.ipdv histogram s netsonde_trafficsim_ipdv_seconds",
          "netsonde.trafficsim.jitter gauge s netsonde_trafficsim_jitter_seconds",
          "netsonde.trafficsim.packets counter {packet} netsonde_trafficsim_packets_total",
          "netsonde.trafficsim.io counter By netsonde_trafficsim_io_bytes_total",
          "netsonde.trafficsim.loss gauge 1 netsonde_trafficsim_loss_ratio",
          "netsonde.trafficsim.loss.run histogram {packet} netsonde_trafficsim_loss_run",
          "netsonde.trafficsim.asymmetry.delay gauge s netsonde_trafficsim_asymmetry_delay_seconds",
          "netsonde.trafficsim.asymmetry.loss gauge 1 netsonde_trafficsim_asymmetry_loss_ratio",
          "netsonde.trafficsim.mos gauge  netsonde_trafficsim_mos",
          "netsonde.trafficsim.up gauge  netsonde_trafficsim_up",
          "netsonde.trafficsim.cycles counter {cycle} netsonde_trafficsim_cycles_total",
          "netsonde.clock.offset gauge s netsonde_clock_offset_seconds",
          "netsonde.clock.offset.bound gauge s netsonde_clock_offset_bound_seconds",
          "netsonde.clock.steps counter {step} netsonde_clock_steps_total",
          "netsonde.clock.error.refuted counter {cycle} netsonde_clock_error_refuted_total",
          "netsonde.reflector.packets counter {packet} netsonde_reflector_packets_total",
          "netsonde.reflector.sessions up-down counter {session} netsonde_reflector_sessions",
          "netsonde.reflector.loss gauge 1 netsonde_reflector_loss_ratio",
          "netsonde.reflector.jitter gauge s netsonde_reflector_jitter_seconds",
          "netsonde.ping.rtt histogram s netsonde_ping_rtt_seconds",
          "netsonde.ping.packets counter {packet} netsonde_ping_packets_total",
          "netsonde.ping.loss gauge 1 netsonde_ping_loss_ratio",
          "netsonde.ping.jitter gauge s netsonde_ping_jitter_seconds",
          "netsonde.ping.up gauge  netsonde_ping_up",
          "netsonde.ping.cycles counter {cycle} netsonde_ping_cycles_total",
          "netsonde.ping.errors counter {error} netsonde_ping_errors_total",
          "http.client.request.duration histogram s http_client_request_duration_seconds",
          "netsonde.http.phase.duration histogram s netsonde_http_phase_duration_seconds",
          "netsonde.http.throughput gauge By/s netsonde_http_throughput_bytes_per_second",
          "netsonde.http.checks counter {check} netsonde_http_checks_total",
          "netsonde.http.certificate.remaining gauge s netsonde_http_certificate_remaining_seconds",
          "netsonde.trace.hops gauge {hop} netsonde_trace_hops",
          "netsonde.trace.hop.rtt histogram s netsonde_trace_hop_rtt_seconds",
          "netsonde.trace.hop.loss gauge 1 netsonde_trace_hop_loss_ratio",
          "netsonde.trace.path.changes counter {change} netsonde_trace_path_changes_total",
          "netsonde.diagnosis.findings counter {finding} netsonde_diagnosis_findings_total",
          "netsonde.agent.send.lag histogram s netsonde_agent_send_lag_seconds",
          "netsonde.agent.pause histogram s netsonde_agent_pause_seconds",
          "netsonde.agent.slots.missed counter {packet} netsonde_agent_slots_missed_total",
          "netsonde.agent.socket.drops counter {packet} netsonde_agent_socket_drops_total",
          "netsonde.agent.stamps.discarded counter {packet} netsonde_agent_stamps_discarded_total",
          "netsonde.agent.interface.changes counter {change}"
              + " netsonde_agent_interface_changes_total",
          "jvm.gc.duration histogram s jvm_gc_duration_seconds",
          "netsonde.export.dropped counter {record} netsonde_export_dropped_total");

  @Test
  void shouldListWhatTheContractHasWhenAsked() {
    assertEquals(
        CONTRACT,
        MetricCatalogue.metrics().stream()
            .map(
                metric ->
                    String.join(
                        " ",
                        metric.name(),
                        metric.kind().label(),
                        metric.unit(),
                        metric.prometheusName()))
            .toList());
  }

  @Test
  void shouldCoverNetworkDelaysFinelyWhenBucketsAreExplicit() {
    List<Double> bounds = MetricCatalogue.RTT.buckets();
    assertEquals(10e-6, bounds.getFirst());
    assertEquals(10, bounds.getLast());
    for (int i = 1; i < bounds.size(); i++) {
      double ratio = bounds.get(i) / bounds.get(i - 1);
      assertTrue(ratio > 1 && ratio <= 2.5, "from " + bounds.get(i - 1) + " to " + bounds.get(i));
    }
  }

  @Test
  void shouldNameAttributesOnceWhenOneMetricOrSpanHasThem() {
    MetricCatalogue.metrics().forEach(m -> assertDistinct(m.name(), m.attributes()));
    SpanCatalogue.spans().forEach(s -> assertDistinct(s.name(), s.attributes()));
    SpanCatalogue.spans().stream()
        .flatMap(span -> span.events().stream())
        .forEach(event -> assertDistinct(event.name(), event.attributes()));
    EventCatalogue.events().forEach(e -> assertDistinct(e.name(), e.attributes()));
  }

  private static void assertDistinct(String owner, List<Attribute> attributes) {
    Set<String> keys = attributes.stream().map(Attribute::key).collect(Collectors.toSet());
    assertEquals(attributes.size(), keys.size(), owner + " repeats a key");
  }

  @Test
  void shouldHaveTheContractsSpanAttributesWhenACycleCloses() {
    Set<String> keys =
        SpanCatalogue.CYCLE.attributes().stream().map(Attribute::key).collect(Collectors.toSet());
    assertTrue(
        keys.containsAll(
            Set.of(
                "netsonde.probe",
                "netsonde.cycle.index",
                "netsonde.cycle.outcome",
                "netsonde.timestamp.source",
                "netsonde.round_trip.late",
                "netsonde.rtt.stddev",
                "netsonde.reverse.jitter",
                "netsonde.forward.pdv.p99",
                "netsonde.round_trip.ipdv.mean",
                "netsonde.reverse.delay.p95",
                "netsonde.loss.burst.density",
                "netsonde.send.lag.p99")),
        keys.toString());
    // Path 5, cycle 3, source 1, counts 18, late, undecided and unstamped 3, rtt 7, variation 9,
    // jitter 3, delay 6, judgement 13.
    assertEquals(68, keys.size());
  }

  @Test
  void shouldHaveTheContractsSpansAndLogRecords() {
    assertEquals(
        List.of(
            "trafficsim cycle",
            "trafficsim reflection",
            "interface change",
            "ping cycle",
            "http check",
            "http exchange",
            "http dns",
            "http connect",
            "http tls",
            "http request",
            "http wait",
            "http transfer",
            "traceroute"),
        SpanCatalogue.spans().stream().map(Span::name).toList());
    assertEquals(
        List.of("netsonde.finding", "netsonde.trace.path.change"),
        EventCatalogue.events().stream().map(Event::name).toList());
  }

  @Test
  void shouldRefuseBucketsWhenAMetricIsNoHistogram() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("a", Kind.GAUGE, "s", "b", List.of(), List.of(1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("a", Kind.HISTOGRAM, "s", "b", List.of(), List.of()));
  }
}
