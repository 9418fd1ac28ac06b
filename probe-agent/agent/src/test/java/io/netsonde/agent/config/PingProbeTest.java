package io.netsonde.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.agent.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingProbeTest {
  private static AgentConfig parse(String probe) throws ConfigException {
    String yaml = "agent: {id: 7}\nnetwork: {interface: eth0}\nprobes: [" + probe + "]\n";
    return ConfigFile.parse("agent.yaml", yaml.getBytes(UTF_8), Map.of());
  }

  @Test
  void shouldHaveDefaultsWhenTheTargetIsAllThatIsGiven() throws Exception {
    AgentConfig config = parse("{name: gateway, type: ping, target: 192.0.2.1}");
    PingProbe expected =
        new PingProbe(
            "gateway",
            "192.0.2.1",
            AddressFamily.ANY,
            Duration.ofSeconds(1),
            60,
            Duration.ofSeconds(2),
            56,
            0,
            Optional.empty());
    assertEquals(List.of(expected), config.probes());
    assertEquals(Optional.of("eth0"), config.interfaceOf(expected));
  }

  @Test
  void shouldReadEveryKeyAndWriteItAgain() throws Exception {
    AgentConfig config =
        parse(
            "{name: a, type: ping, target: '[fd77::2]', interval: 20ms, cycle: 500, timeout: 1.5s,"
                + " size: 1KiB, ip_version: 6, dscp: 46, interface: wlan0}");
    PingProbe expected =
        new PingProbe(
            "a",
            "fd77::2",
            AddressFamily.IPV6,
            Duration.ofMillis(20),
            500,
            Duration.ofMillis(1500),
            1024,
            46,
            Optional.of("wlan0"));
    assertEquals(List.of(expected), config.probes());
    assertEquals(Optional.of("wlan0"), config.interfaceOf(expected));
    byte[] printed = ConfigPrinter.complete(config).getBytes(UTF_8);
    assertEquals(config, ConfigFile.parse("again.yaml", printed, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: ping                         | 10: probes[0].target: found nothing, expected a host, as in example.net or 192.0.2.1
          type: ping, target: 'h:5000'       | 40: probes[0].target: found 'h:5000', expected a host, as in example.net or 192.0.2.1; name the host alone, and the port by itself
          type: ping, target: h, cycle: 0    | 50: probes[0].cycle: found the number 0, expected a whole number from 1 to 30000
          type: ping, target: h, size: 15    | 49: probes[0].size: found the number 15, expected a size from 16 to 65507 bytes
          type: ping, target: h, timeout: 2m | 52: probes[0].timeout: found '2m', expected a duration above 0 to 1m
          type: ping, target: h, interval: 1 | 53: probes[0].interval: found the number 1, expected a duration from 1ms to 1h; add a unit, as in 1s or 1ms
          type: ping, target: h, dscp: 64    | 49: probes[0].dscp: found the number 64, expected a whole number from 0 to 63
          type: ping, target: h, ip_version: 5 | 55: probes[0].ip_version: found the number 5, expected 4 or 6
          type: ping, target: h, port: 7     | 43: probes[0].port: found an unknown key; known here: name, type, target, ip_version, interval, cycle, timeout, size, dscp, interface
          """)
  void shouldSayWhatToDoWhenThereIsAMistake(String probe, String message) {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> parse("{name: a, " + probe + "}"));
    assertEquals("agent.yaml:3:" + message, thrown.getMessage());
  }
}
