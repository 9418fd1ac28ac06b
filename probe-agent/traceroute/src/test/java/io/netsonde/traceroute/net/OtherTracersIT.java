package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.RouterChain;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same hops as mtr and traceroute see: through routers of which one is silent, one limits its
 * answers, and two are of equal cost.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OtherTracersIT {
  private static final int SILENT = 3;
  private static final int LIMITED = 4;
  private static final int BRANCHED = 2;

  private static final Pattern MTR =
      Pattern.compile("\"count\": *\"?(\\d+)\"?,\\s*\"host\": *\"([0-9.?]+)\"");
  private static final Pattern TRACEROUTE =
      Pattern.compile("(?m)^ *(\\d+) +(?:\\* +)*([0-9.]+|\\*)");
  private static final Pattern OURS = Pattern.compile("(?m)^hop (\\d+) (silent|[0-9.,]+)");

  /** Who answered at each hop; one of the two equal-cost routers is as good as the other. */
  private static Map<Integer, String> hops(RouterChain chain, Pattern pattern, String printed) {
    Map<Integer, String> hops =
        pattern
            .matcher(printed)
            .results()
            .collect(
                Collectors.toMap(
                    hop -> Integer.valueOf(hop.group(1)),
                    (MatchResult hop) -> hop.group(2).matches("[0-9.,]+") ? hop.group(2) : "silent",
                    (first, second) -> first,
                    TreeMap::new));
    hops.replace(BRANCHED, chain.branchRouter().ipv4(), chain.router(BRANCHED).ipv4());
    return hops;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12})
  void shouldSeeTheSameHops(int routers) throws Exception {
    String mtr = Require.program("mtr", "the package mtr-tiny").toString();
    String traceroute = Require.program("traceroute", "the package traceroute").toString();
    try (RouterChain chain = RouterChain.create(routers)) {
      chain.branch(BRANCHED);
      chain.silence(SILENT);
      chain.limitAnswers(LIMITED);
      String target = chain.target().ipv4();
      Map<Integer, String> truth = new TreeMap<>();
      for (int hop = 1; hop <= routers; hop++) {
        truth.put(hop, hop == SILENT ? "silent" : chain.router(hop).ipv4());
      }
      truth.put(routers + 1, target);

      String ours =
          String.join("\n", TracingProgram.run(chain.source(), target, "udp", "3", "0", "1"));
      assertEquals(truth, hops(chain, OURS, ours), ours);
      String theirs = chain.source().run(traceroute, "-n", "-w", "1", target);
      assertEquals(truth, hops(chain, TRACEROUTE, theirs), theirs);
      String json = chain.source().run(mtr, "--json", "-n", "-c", "3", "-i", "0.5", target);
      assertEquals(truth, hops(chain, MTR, json), json);
    }
  }
}
