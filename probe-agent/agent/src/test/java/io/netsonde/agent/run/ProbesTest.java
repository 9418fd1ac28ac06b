package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProbesTest {
  @Test
  void shouldSpreadStartPhasesOverTheIntervalWhenThereAreManyProbes() {
    int[] tenths = new int[10];
    for (int probe = 0; probe < 1_000; probe++) {
      long phase = Probes.phaseNanos(101, "to-" + probe, Duration.ofSeconds(1));
      assertTrue(phase >= 0 && phase < 1_000_000_000L, "phase " + phase);
      tenths[(int) (phase / 100_000_000L)]++;
    }
    for (int tenth : tenths) {
      assertTrue(tenth > 50 && tenth < 150, "a tenth of the interval has " + tenth + " of 1000");
    }
  }

  @Test
  void shouldKeepThePhaseWhenTheAgentStartsAgain() {
    assertEquals(
        Probes.phaseNanos(7, "a", Duration.ofSeconds(1)),
        Probes.phaseNanos(7, "a", Duration.ofSeconds(1)));
    assertTrue(
        Probes.phaseNanos(7, "a", Duration.ofSeconds(1))
            != Probes.phaseNanos(8, "a", Duration.ofSeconds(1)));
  }

  @Test
  void shouldCarryEverySettingOverWhenAProbeIsMade() {
    ProbeSettings settings = Probes.settings(101, probe("to-berlin"));
    assertEquals("to-berlin", settings.path().probe());
    assertEquals("berlin.example.net", settings.path().address());
    assertEquals(5000, settings.path().port());
    assertEquals(102, settings.path().peerAgentId());
    assertEquals(101, settings.agentId());
    assertEquals(Duration.ofSeconds(1), settings.interval());
    assertEquals(60, settings.cycle());
    assertEquals(Duration.ofSeconds(2), settings.timeout());
    assertEquals(200, settings.size());
    assertEquals(3, settings.flows());
    assertEquals(List.of("secret"), settings.keys());
    assertEquals(0, settings.maxCycles());
  }

  @Test
  void shouldKnowSomethingSoonWhenTurnsAreSeldom() {
    for (int agent = 0; agent < 100; agent++) {
      long phase = Probes.phaseNanos(agent, "route", Duration.ofHours(24));
      assertTrue(phase >= 0 && phase <= Duration.ofMinutes(1).toNanos(), phase + " ns");
    }
  }

  private static TrafficSimProbe probe(String name) {
    return new TrafficSimProbe(
        name,
        new HostPort("berlin.example.net", 5000),
        OptionalLong.of(102),
        Duration.ofSeconds(1),
        60,
        Duration.ofSeconds(2),
        Optional.of(new Secret("secret")),
        200,
        3,
        46,
        Optional.empty(),
        Optional.empty());
  }
}
