package io.netsonde.trafficsim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.JavaProgram;
import io.netsonde.testkit.hosts.RouterChain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session between the ends of four routers, traced from both. Loss is at random, so high and
 * asked for so often that a hop behind it without any is as likely as to be struck by lightning.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTraceIT {
  private static final int PORT = 5000;
  private static final String ROUNDS = "30";
  private static final double LOSS = 0.3;

  private RouterChain chain;
  private final List<Process> programs = new ArrayList<>();

  /** A hop as the program prints it. */
  private record Seen(int ttl, String address, double loss) {
    static Seen of(String word) {
      int equals = word.indexOf('=');
      int colon = word.lastIndexOf(':');
      String address = word.substring(equals + 1, colon);
      return new Seen(
          Integer.parseInt(word.substring(0, equals)),
          address.isEmpty() ? "" : InetAddress.ofLiteral(address).getHostAddress(),
          Double.parseDouble(word.substring(colon + 1)));
    }
  }

  @BeforeEach
  void build() {
    chain = RouterChain.create(4);
  }

  @AfterEach
  void tearDown() throws InterruptedException {
    for (Process program : programs) {
      program.destroyForcibly();
      assertTrue(program.waitFor(20, TimeUnit.SECONDS));
    }
    chain.close();
  }

  private BufferedReader run(Host host, String... arguments) throws IOException {
    List<String> java = JavaProgram.command(TracingProgram.class, arguments);
    java.add(1, "-XX:TieredStopAtLevel=1");
    Process started =
        new ProcessBuilder(host.command(java.toArray(String[]::new)))
            .redirectErrorStream(true)
            .start();
    programs.add(started);
    return started.inputReader(StandardCharsets.UTF_8);
  }

  /** The traces from both ends: there, and back. */
  private List<List<Seen>> traces(String target) throws IOException {
    BufferedReader reflector = run(chain.target(), "reflector", target, Integer.toString(PORT));
    assertEquals("ready", reflector.readLine());
    BufferedReader sender = run(chain.source(), "sender", target, Integer.toString(PORT), ROUNDS);
    assertEquals("taken", sender.readLine());
    return List.of(
        hops(sender.readLine(), "FORWARD reached "),
        hops(reflector.readLine(), "REVERSE reached "));
  }

  private static List<Seen> hops(String line, String start) {
    assertNotNull(line);
    assertTrue(line.startsWith(start), line);
    return Arrays.stream(line.substring(start.length()).split(" ", -1)).map(Seen::of).toList();
  }

  private static List<String> addresses(List<Seen> hops) {
    return hops.stream().map(Seen::address).toList();
  }

  private static String literal(String address) {
    return InetAddress.ofLiteral(address).getHostAddress();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldSeeEveryRouterFromBothEndsWhenNothingIsLost(boolean ipv6) throws Exception {
    List<List<Seen>> traces = traces(ipv6 ? chain.target().ipv6() : chain.target().ipv4());
    List<String> there = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (int hop = 1; hop <= 4; hop++) {
      Host router = chain.router(hop);
      there.add(literal(ipv6 ? router.ipv6() : router.ipv4()));
      // Where a router answers the target from is its other end.
      back.addFirst(literal((ipv6 ? "fd80:%d::1" : "10.80.%d.1").formatted(hop + 1)));
    }
    there.add(literal(ipv6 ? chain.target().ipv6() : chain.target().ipv4()));
    back.add(literal(ipv6 ? chain.source().ipv6() : chain.source().ipv4()));
    assertEquals(there, addresses(traces.get(0)));
    assertEquals(back, addresses(traces.get(1)));
    traces.forEach(trace -> trace.forEach(hop -> assertEquals(0, hop.loss(), trace.toString())));
  }

  @Test
  void shouldSeeWhereLossBeginsFromBothEndsWhenARouterLosesOnTheWayThere() throws Exception {
    chain.loseTowardsTarget(3, LOSS);
    List<List<Seen>> traces = traces(chain.target().ipv4());
    // Routers 1 to 3 answer every probe; what goes beyond the third is lost, or its answer back.
    checkLossBegins(traces.get(0), 4);
    // Seen from the target, the answers of router 3 and beyond come through what it forwards.
    assertEquals(0, traces.get(1).getFirst().loss(), traces.toString());
    assertTrue(traces.get(1).getLast().loss() > 0, traces.toString());
  }

  @Test
  void shouldSeeWhereLossBeginsFromBothEndsWhenARouterLosesOnTheWayBack() throws Exception {
    chain.loseTowardsSource(3, LOSS);
    List<List<Seen>> traces = traces(chain.target().ipv4());
    // Counted from the target, router 3 is the second.
    checkLossBegins(traces.get(1), 3);
    assertEquals(0, traces.get(0).getFirst().loss(), traces.toString());
    assertTrue(traces.get(0).getLast().loss() > 0, traces.toString());
  }

  private static void checkLossBegins(List<Seen> trace, int ttl) {
    for (Seen hop : trace) {
      if (hop.ttl() < ttl) {
        assertEquals(0, hop.loss(), trace.toString());
      } else {
        assertTrue(hop.loss() > 0, trace.toString());
      }
    }
  }
}
