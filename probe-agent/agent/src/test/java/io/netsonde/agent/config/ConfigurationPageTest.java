package io.netsonde.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows can be used. */
class ConfigurationPageTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"docs/configuration.md", "README.md"})
  void shouldReadEveryExampleWhenItIsTakenFromThePage(String page)
      throws IOException, ConfigException {
    Matcher matcher = YAML.matcher(Files.readString(ROOT.resolve(page)));
    List<AgentConfig> examples = new ArrayList<>();
    while (matcher.find()) {
      byte[] yaml = matcher.group(1).getBytes(StandardCharsets.UTF_8);
      examples.add(ConfigFile.parse(page, yaml, Map.of()));
    }
    assertFalse(examples.isEmpty(), page + " shows no configuration");
    for (AgentConfig example : examples) {
      assertEquals(101, example.agent().id());
      TrafficSimProbe probe = (TrafficSimProbe) example.probes().getFirst();
      assertEquals(Defaults.INTERVAL, probe.interval());
      assertEquals(Defaults.CYCLE, probe.cycle());
      assertEquals(Defaults.TIMEOUT, probe.timeout());
      assertEquals(Defaults.SIZE, probe.size());
      assertEquals(Defaults.FLOWS, probe.flows());
    }
  }
}
