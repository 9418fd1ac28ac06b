package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.servers.PrometheusServer;
import io.netsonde.testkit.servers.Promtool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a Prometheus has scraped of an agent on its host.
 *
 * @param agent the agent's scrape address
 */
record ScrapedRows(PrometheusServer prometheus, Host host, String agent) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Waits until all traces' series of that router are there, or none is any more. */
  void awaitRouter(String address, boolean isThere) {
    String selector =
        "{netsonde_probe=~\"%s\",network_peer_address=\"%s\"}"
            .formatted(String.join("|", SlowPathAgent.TRACES), address);
    for (String metric :
        List.of("netsonde_trace_hop_loss_ratio", "netsonde_trace_hop_rtt_seconds_count")) {
      String series = metric + selector;
      String question =
          isThere
              ? "count(" + series + ") == " + SlowPathAgent.TRACES.size()
              : "absent(" + series + ")";
      prometheus.awaitValue(question, Program.LIMIT);
    }
  }

  /** Waits until each metric of such a name has series with each of its labels. */
  void awaitAllOf(Predicate<String> names) {
    Set<String> wanted = new TreeSet<>();
    for (Metric metric : MetricCatalogue.metrics()) {
      if (names.test(metric.name())) {
        String name = scrapedName(metric);
        wanted.add(name);
        for (Attribute attribute : metric.attributes()) {
          wanted.add(name + ": " + attribute.key().replace('.', '_'));
        }
      }
    }
    Set<String> missing = new TreeSet<>(wanted);
    prometheus
        .process()
        .await(
            "all of " + wanted,
            Program.LIMIT,
            () -> {
              missing.removeAll(rows());
              return missing.isEmpty();
            });
  }

  private static String scrapedName(Metric metric) {
    return metric.prometheusName() + (metric.kind() == Metric.Kind.HISTOGRAM ? "_bucket" : "");
  }

  private Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    for (JsonNode series : parse(prometheus.query("{job=\"netsonde\"}")).at("/data/result")) {
      JsonNode metric = series.path("metric");
      String name = metric.path("__name__").asText();
      rows.add(name);
      metric.fieldNames().forEachRemaining(label -> rows.add(name + ": " + label));
    }
    return rows;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("no JSON: " + json, e);
    }
  }

  /** Has promtool look at what the agent serves. */
  void assertInOrder(Path folder) throws IOException, InterruptedException {
    Path text = folder.resolve("metrics.txt");
    Files.writeString(text, host.run("curl", "--silent", "--fail", "http://" + agent + "/metrics"));
    // The SDK's own metric about the resource, to which Netsonde has nothing to add.
    assertEquals("target_info no help text", Promtool.check(text));
  }
}
