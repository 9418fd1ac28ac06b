package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.GarbageCollection;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentExportTest {
  private static final Attributes CONTRADICTION =
      Attributes.of(Keys.DISCARD_REASON, "contradiction");
  private static final Attributes MISSING = Attributes.of(Keys.DISCARD_REASON, "missing");

  @Test
  void shouldAddUpWhatBefellTheAgent() {
    Recorded recorded = new Recorded(Samples.AGENT_ACTIVITY, Samples.AGENT_ACTIVITY);
    assertEquals(Optional.of(10L), value(recorded, "socket.drops", Attributes.empty()));
    assertEquals(Optional.of(4L), value(recorded, "stamps.discarded", CONTRADICTION));
    assertEquals(Optional.of(6L), value(recorded, "stamps.discarded", MISSING));
    assertEquals(Optional.of(14L), value(recorded, "slots.missed", Attributes.empty()));
  }

  @Test
  void shouldBeginAtZeroButNotClaimZeroDropsWhenSocketsDoNotCountThem() {
    Recorded recorded = new Recorded(new AgentActivity(OptionalLong.empty(), 0, 0, 0, 0));
    assertEquals(Optional.empty(), value(recorded, "socket.drops", Attributes.empty()));
    assertEquals(Optional.of(0L), value(recorded, "stamps.discarded", MISSING));
    assertEquals(Optional.of(0L), value(recorded, "slots.missed", Attributes.empty()));
  }

  @Test
  void shouldRecordPausesInSeconds() {
    Recorded recorded = new Recorded(new AgentPause(300_000_000, 0), new AgentPause(2_000_000, 0));
    HistogramPointData pauses = recorded.histogram("netsonde.agent.pause", Attributes.empty());
    assertEquals(2, pauses.getCount());
    assertEquals(0.302, pauses.getSum(), 1e-12);
    assertEquals(0.3, pauses.getMax());
  }

  @Test
  void shouldFollowTheConventionWhenGarbageIsCollected() {
    Recorded recorded = new Recorded(new GarbageCollection("G1 Old", "end of major GC", 500_000));
    Attributes attributes =
        Attributes.builder()
            .put("jvm.gc.name", "G1 Old")
            .put("jvm.gc.action", "end of major GC")
            .build();
    HistogramPointData collections = recorded.histogram("jvm.gc.duration", attributes);
    assertEquals(List.of(0.01, 0.1, 1.0, 10.0), collections.getBoundaries());
    assertEquals(0.0005, collections.getSum());
  }

  @Test
  void shouldCountChangesOfAnInterfaceButNotTheFirstChoice() {
    Attributes path = new FlowAttributes(Samples.PATH, FlowAttributes.ONLY).flow();
    Recorded recorded =
        new Recorded(
            Samples.interfaceChange(Optional.empty(), "eth0"),
            Samples.interfaceChange(Optional.of("eth0"), "wlan0"),
            Samples.interfaceChange(Optional.of("wlan0"), "eth0"),
            Samples.interfaceChange(Optional.of("eth0"), "wlan0"));
    assertEquals(Optional.of(1L), value(recorded, "interface.changes", by(path, "eth0")));
    assertEquals(Optional.of(2L), value(recorded, "interface.changes", by(path, "wlan0")));
  }

  @Test
  void shouldRefuseWhatGoesBackwards() {
    OptionalLong none = OptionalLong.empty();
    assertThrows(IllegalArgumentException.class, () -> new AgentActivity(none, 0, 0, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new AgentActivity(none, -1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new AgentPause(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new GarbageCollection("G1", "end", -1));
  }

  private static Attributes by(Attributes path, String name) {
    return path.toBuilder().put("network.interface.name", name).build();
  }

  private static Optional<Number> value(Recorded recorded, String name, Attributes attributes) {
    return recorded.value("netsonde.agent." + name, attributes);
  }
}
