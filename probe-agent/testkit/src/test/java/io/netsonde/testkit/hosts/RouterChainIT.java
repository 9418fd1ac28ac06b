package io.netsonde.testkit.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That the chain does what tests of traces believe it does. */
class RouterChainIT {
  private static String ping(RouterChain chain, String... options) {
    String[] line = new String[options.length + 6];
    String[] start = {"ping", "-n", "-W", "5", "-c", "1"};
    System.arraycopy(start, 0, line, 0, start.length);
    System.arraycopy(options, 0, line, start.length, options.length);
    // Its exit status tells of no answer, which is no failure here.
    String quoted = String.join(" ", line) + "; true";
    return chain.source().run("sh", "-c", quoted);
  }

  @Test
  void shouldAnswerFromEachHopsNearAddress() {
    try (RouterChain chain = RouterChain.create(3)) {
      for (int hop = 1; hop <= 3; hop++) {
        String ttl = Integer.toString(hop);
        String four = ping(chain, "-t", ttl, chain.target().ipv4());
        assertTrue(four.contains("From " + chain.router(hop).ipv4() + " "), four);
        String six = ping(chain, "-t", ttl, chain.target().ipv6());
        assertTrue(six.contains("From " + chain.router(hop).ipv6() + " "), six);
      }
      String reached = ping(chain, "-t", "4", chain.target().ipv4());
      assertTrue(reached.contains("bytes from " + chain.target().ipv4()), reached);
      String reached6 = ping(chain, "-t", "4", chain.target().ipv6());
      assertTrue(reached6.contains("bytes from " + chain.target().ipv6()), reached6);
      chain.silence(2);
      String silent = ping(chain, "-W", "1", "-t", "2", chain.target().ipv4());
      assertFalse(silent.contains("exceeded"), silent);
    }
  }

  @Test
  void shouldDropWhatItForwardsAndStillAnswer() {
    try (RouterChain chain = RouterChain.create(2)) {
      chain.dropEveryTowardsTarget(1, 2);
      String target = chain.target().ipv4();
      String lossy = ping(chain, "-c", "10", "-i", "0.01", "-W", "1", target);
      assertTrue(lossy.contains("50% packet loss"), lossy);
      String router = ping(chain, "-c", "10", "-i", "0.01", "-t", "1", target);
      assertTrue(router.contains("+10 errors"), router);
      chain.heal(1);
      String healed = ping(chain, "-c", "10", "-i", "0.01", target);
      assertTrue(healed.contains(" 0% packet loss"), healed);
    }
  }

  @Test
  void shouldDropOfEachTtlTheShareAskedForHoweverTheyMix() {
    try (RouterChain chain = RouterChain.create(2)) {
      String six = ping(chain, "-c", "1", chain.target().ipv6()); // Finds all neighbours.
      assertTrue(six.contains(" 0% packet loss"), six);
      chain.dropEveryTowardsTarget(1, 2);
      Map<String, Integer> answered = new TreeMap<>();
      for (int i = 0; i < 4; i++) {
        for (String target : new String[] {chain.target().ipv4(), chain.target().ipv6()}) {
          for (String ttl : new String[] {"9", "10"}) {
            String printed = ping(chain, "-W", "0.5", "-t", ttl, target);
            int got = printed.contains("bytes from " + target) ? 1 : 0;
            answered.merge(target + " " + ttl, got, Integer::sum);
          }
        }
      }
      assertEquals(4, answered.size());
      assertEquals(Set.of(2), Set.copyOf(answered.values()), answered::toString);
    }
  }

  @Test
  void shouldSpreadFlowsOverBothBranches() {
    try (RouterChain chain = RouterChain.create(3)) {
      chain.branch(2);
      Set<String> ways = new HashSet<>();
      for (int port = 10_000; port < 10_064; port++) {
        String ports = "ipproto udp sport " + port + " dport 33434";
        for (String target : new String[] {chain.target().ipv4(), chain.target().ipv6()}) {
          String route = chain.router(1).run("sh", "-c", "ip route get " + target + " " + ports);
          ways.add(route.replaceFirst("(?s).* via (\\S+) .*", "$1"));
        }
      }
      Host one = chain.router(2);
      Host other = chain.branchRouter();
      assertEquals(Set.of(one.ipv4(), one.ipv6(), other.ipv4(), other.ipv6()), ways);
    }
  }

  @Test
  void shouldRefuseWhatIsLongerThanALinkTakes() {
    try (RouterChain chain = RouterChain.create(2)) {
      chain.mtu(2, 1_400);
      String printed = ping(chain, "-M", "do", "-s", "1452", chain.target().ipv4());
      assertTrue(printed.contains("(mtu = 1400)"), printed);
      String six = ping(chain, "-M", "do", "-s", "1452", chain.target().ipv6());
      assertTrue(six.contains("mtu=1400"), six);
    }
  }
}
