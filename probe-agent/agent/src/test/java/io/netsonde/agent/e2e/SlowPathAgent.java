package io.netsonde.agent.e2e;

import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.RouterChain;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The configuration of an agent at a chain's source with probes of all types, and of the one at its
 * target that reflects.
 *
 * @param certificates where {@link WebServices} put its authority's
 */
record SlowPathAgent(RouterChain chain, Path folder, Path certificates, CollectorServer collector) {
  /** The TrafficSim probe. */
  static final String PATH = "to-berlin";

  /** The traces, each by another protocol. */
  static final List<String> TRACES = List.of("by-udp", "by-icmp", "by-tcp");

  private static final int SCRAPE = FreePort.tcp();

  /** Routers' names are known from a file, as {@code router-1}. */
  Map<String, String> environment() throws IOException {
    StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
    for (int hop = 1; hop <= chain.routers(); hop++) {
      hosts.append(chain.router(hop).ipv4()).append(" router-").append(hop).append('\n');
    }
    Path file = Files.writeString(folder.resolve("hosts"), hosts);
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-Djdk.net.hosts.file=" + file,
        "OTEL_METRIC_EXPORT_INTERVAL",
        "1000",
        "OTEL_BSP_SCHEDULE_DELAY",
        "300",
        "OTEL_BLRP_SCHEDULE_DELAY",
        "300");
  }

  /** Where Prometheus finds it, on the chain's source. */
  String scraped() {
    return "127.0.0.1:" + SCRAPE;
  }

  Path reflecting() throws IOException {
    return Files.writeString(
        certificates.resolve("agent.yaml"),
        """
        agent: {id: 102, name: berlin}
        prometheus: null
        reflector: {listen: "0.0.0.0:5000", allowed_agents: [101]}
        """);
  }

  Path measuring() throws IOException {
    String there = chain.target().ipv4();
    String text =
        """
        agent: {id: 101, name: paris}
        otlp: {endpoint: "%s"}
        prometheus: {listen: "%s"}
        probes:
          - {name: %s, type: trafficsim, target: "%s:5000", target_agent: 102, interval: 20ms,
             cycle: 50, timeout: 500ms, flows: 2,
             trigger: {baseline_cycles: 2, rounds: 30, round_interval: 50ms}}
          - {name: gateway, type: ping, target: "%s", interval: 20ms, cycle: 20, timeout: 500ms}
          - {name: nobody, type: ping, target: 10.80.1.99, interval: 200ms, cycle: 10, timeout: 1s}
        """
            .formatted(collector.endpoint(), scraped(), PATH, there, there);
    return Files.writeString(folder.resolve("agent.yaml"), text + traces(there) + checks(there));
  }

  /** Enough rounds to be sure, from one trace, where a fifth is lost. */
  private static String traces(String there) {
    return """
      - {name: by-udp, type: trace, target: "%1$s", interval: 2s, rounds: 20, round_interval: 40ms,
         timeout: 500ms, path_mtu: true, dscp: 10}
      - {name: by-icmp, type: trace, target: "%1$s", protocol: icmp, interval: 2s, rounds: 20,
         round_interval: 40ms, timeout: 500ms}
      - {name: by-tcp, type: trace, target: "%1$s", protocol: tcp, port: 8080, interval: 2s,
         rounds: 20, round_interval: 40ms, timeout: 500ms}
    """
        .formatted(there);
  }

  /** One for each kind of failure, and some that go well. */
  private String checks(String there) {
    String known = "tls: {ca: \"" + certificates.resolve("ca.pem") + "\"}";
    String soon = "timeouts: {dns: 500ms, wait: 500ms}"; // Nobody answers.
    return check("shop", "https://shop.test:8443/old", known)
        + check("kept", "https://shop.test:8443/", known + ", reuse: true")
        + check("plain", "http://" + there + ":8080/new", "reuse: false")
        + check("unknown", "http://nowhere.test:8080/", "reuse: false")
        + check("mute", "http://mute.test:8080/", soon)
        + check("broken", "http://broken.test:8080/", "reuse: false")
        + check("refused", "http://" + there + ":81/", "reuse: false")
        + check("unreachable", "http://10.99.0.1/", "reuse: false")
        + check("hanging", "http://shop.test:8080/hang", soon)
        + check("reset", "http://shop.test:8080/reset", "reuse: false")
        + check("expired", "https://shop.test:8444/", known)
        + check("premature", "https://shop.test:8445/", known)
        + check("untrusted", "https://shop.test:8443/", "reuse: false")
        + check("misnamed", "https://other.test:8443/", known)
        + check("no-tls", "https://shop.test:8022/", known)
        + check("odd", "http://shop.test:8080/odd", "reuse: false")
        + check("proxied", "https://shop.test:8443/", "proxy: \"http://" + there + ":8080\"")
        + check("round", "http://shop.test:8080/round", "max_redirects: 2")
        + check("moved", "http://shop.test:8080/moved", "reuse: false")
        + check("missing", "http://shop.test:8080/missing", "reuse: false");
  }

  private String check(String name, String url, String further) {
    return "  - {name: %s, type: http, url: \"%s\", interval: 3s, resolvers: [\"%s:%d\"], %s}\n"
        .formatted(name, url, chain.target().ipv4(), WebServices.RESOLVER, further);
  }

  /** As if another router stood there: it answers the source from another address. */
  void replace(int hop) {
    Host router = chain.router(hop);
    String other = "10.80." + hop + ".77";
    router.run("ip", "address", "add", other + "/24", "dev", router.networkInterface());
    router.run(
        "ip", "route", "replace", "10.80.1.0/24", "via", "10.80." + hop + ".1", "src", other);
  }
}
