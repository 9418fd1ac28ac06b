package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Span;
import io.netsonde.testkit.hosts.RouterChain;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The spans of {@link SlowPathAgent}'s traces. */
final class CollectedTraces {
  private static final int INTERNAL = 1;

  private final Collected collected;
  private final RouterChain chain;
  private final List<Span> traces;

  CollectedTraces(Collected collected, RouterChain chain) {
    this.collected = collected;
    this.chain = chain;
    this.traces = collected.spans("traceroute");
  }

  /** Fails unless all traces see the chain as it was. */
  void assertAll(int lossy, int silent) {
    for (Span trace : traces) {
      assertEquals(INTERNAL, trace.kind());
      assertFalse(trace.hasParent(), trace::toString);
      assertEquals(0, trace.status(), trace::toString);
    }
    for (String probe : SlowPathAgent.TRACES) {
      assertSeesChain(first(probe), silent);
    }
    assertUdp(first("by-udp"));
    assertTrue(
        traces.stream()
            .flatMap(trace -> trace.events("hop").stream())
            .anyMatch(hop -> List.of("router-1").equals(hop.get("netsonde.hop.names"))),
        "the routers' names are found");
    assertEquals("icmp", first("by-icmp").attributes().get("netsonde.trace.protocol"));
    assertFalse(first("by-icmp").attributes().containsKey("network.peer.port"));
    assertEquals("tcp", first("by-tcp").attributes().get("netsonde.trace.protocol"));
    assertEquals(8080, first("by-tcp").number("network.peer.port"));
    assertTriggered();
    assertOnset(lossy);
  }

  private Span first(String probe) {
    return traces.stream()
        .filter(trace -> probe.equals(trace.attributes().get("netsonde.probe")))
        .min(Comparator.comparingLong(Span::startNanos))
        .orElseThrow(() -> new AssertionError("no trace " + probe));
  }

  /** Hop by hop, before anything goes wrong. */
  private void assertSeesChain(Span trace, int silent) {
    assertEquals(true, trace.attributes().get("netsonde.trace.reached"), trace::toString);
    assertEquals(false, trace.attributes().get("netsonde.triggered"));
    assertEquals(List.of(), trace.links());
    assertEquals(chain.routers() + 1, trace.number("netsonde.trace.hops"));
    List<Map<String, Object>> hops = trace.events("hop");
    assertEquals(chain.routers() + 1, hops.size());
    for (int ttl = 1; ttl <= hops.size(); ttl++) {
      Map<String, Object> hop = hops.get(ttl - 1);
      assertEquals((long) ttl, hop.get("netsonde.hop"));
      if (ttl == silent) {
        assertEquals(
            Set.of(
                "netsonde.hop", "netsonde.hop.sent", "netsonde.hop.received", "netsonde.hop.loss"),
            hop.keySet());
        assertEquals(1.0, hop.get("netsonde.hop.loss"));
      } else {
        String address = ttl <= chain.routers() ? chain.router(ttl).ipv4() : chain.target().ipv4();
        assertEquals(address, hop.get("network.peer.address"), trace::toString);
        assertEquals(List.of(address), hop.get("netsonde.hop.addresses"));
      }
    }
  }

  /** It asks for the path MTU, and marks its probes. */
  private static void assertUdp(Span trace) {
    assertEquals("udp", trace.attributes().get("netsonde.trace.protocol"));
    assertEquals(1500, trace.number("netsonde.trace.path.mtu"));
    Map<String, Object> router = trace.events("hop").getFirst();
    assertEquals(10L, router.get("netsonde.hop.quoted.dscp"), trace::toString);
    assertEquals(1L, router.get("netsonde.hop.quoted.ttl"));
  }

  /** Each is linked to the cycle of the same probe that caused it. */
  private void assertTriggered() {
    Map<String, Span> cycles =
        collected.spans("trafficsim cycle").stream()
            .collect(Collectors.toMap(Span::id, cycle -> cycle));
    List<Span> triggered =
        traces.stream()
            .filter(trace -> Boolean.TRUE.equals(trace.attributes().get("netsonde.triggered")))
            .toList();
    assertFalse(triggered.isEmpty());
    for (Span trace : triggered) {
      assertEquals(SlowPathAgent.PATH, trace.attributes().get("netsonde.probe"));
      assertEquals(102, trace.number("netsonde.peer.agent.id"));
      assertEquals(1, trace.links().size());
      assertTrue(cycles.containsKey(trace.links().getFirst()), trace::toString);
      String reason = String.valueOf(trace.attributes().get("netsonde.trigger.reason"));
      assertTrue(
          reason.matches("packet_loss:\\d+\\.\\d\\d%|high_latency:\\d+ms|jitter_spike:\\d+ms"),
          reason);
    }
  }

  /** Some trace is sure, and rightly. */
  private void assertOnset(int lossy) {
    List<Map<String, Object>> onsets =
        traces.stream()
            .map(Span::attributes)
            .filter(trace -> trace.containsKey("netsonde.loss.onset.hop"))
            .toList();
    assertTrue(
        onsets.stream()
            .anyMatch(
                onset ->
                    Long.valueOf(lossy).equals(onset.get("netsonde.loss.onset.previous.hop"))
                        && chain
                            .router(lossy)
                            .ipv4()
                            .equals(onset.get("netsonde.loss.onset.previous.address"))
                        && Long.valueOf(lossy + 1).equals(onset.get("netsonde.loss.onset.hop"))
                        && chain
                            .router(lossy + 1)
                            .ipv4()
                            .equals(onset.get("netsonde.loss.onset.address"))),
        onsets::toString);
  }
}
