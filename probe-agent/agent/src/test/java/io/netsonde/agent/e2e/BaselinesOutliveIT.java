package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netsonde.netio.Stamping;
import io.netsonde.shaping.Impairment;
import io.netsonde.shaping.net.RelaySettings;
import io.netsonde.shaping.net.UdpRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is normal on a path outlives the agent: a path that has become slow while the agent was down
 * is traced after its first cycle, which could not be said without a memory.
 */
class BaselinesOutliveIT {
  private static final Impairment QUICK = Impairment.NONE.withDelay(Duration.ofMillis(2));
  private static final Impairment SLOW = Impairment.NONE.withDelay(Duration.ofMillis(400));
  private static final String LEARNED = "probe to-berlin: has learned what is normal: ";
  private static final String KNOWN = "probe to-berlin: still knows what is normal: ";
  private static final String TRACED = "probe to-berlin: high_latency:";

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  private Path state;

  @BeforeEach
  void needStamps() {
    assumeTrue(Stamping.best() == Stamping.KERNEL, "triggers need the kernel's stamps");
    state = folder.resolve("state");
  }

  @Test
  void shouldTraceAfterTheFirstCycleWhenThePathBecameSlowWhileTheAgentWasDown() throws Exception {
    try (UdpRelay relay = relay()) {
      Path config = config(relay);
      Program first = agent(config);
      first.awaitLog(LEARNED);
      first.terminate();
      assertEquals(0, first.awaitExit());

      long unused = relay.replaceForward(SLOW);
      Program second = agent(config);
      second.awaitLog(TRACED);
      second.awaitLog("the peer traces back to flow 0");
      assertTrue(isSaid(second, KNOWN));
      assertFalse(isSaid(second, LEARNED));
      // Without a chance to write anything.
      second.kill();

      Program third = agent(config);
      third.awaitLog(TRACED);
      third.awaitLog("the peer does not trace back to flow 0: cooling down");
      assertTrue(isSaid(third, KNOWN));
      third.terminate();
      assertEquals(0, third.awaitExit());
    }
  }

  @Test
  void shouldMeasureAndLearnAnewWhenItsStateIsNotItsOwn() throws Exception {
    Path file = Files.createDirectories(state).resolve("baselines");
    file = Files.writeString(file, "PK\u0003\u0004 something else\n");
    try (UdpRelay relay = relay()) {
      Program agent = agent(config(relay));
      String warning = agent.awaitLog("cannot use the baselines in " + file).text();
      assertTrue(warning.contains("; they are learned anew, and the file is kept as "), warning);
      agent.awaitLog(LEARNED);
      agent.terminate();
      assertEquals(0, agent.awaitExit());
    }
    assertTrue(Files.readString(file).startsWith("netsonde baselines 1 agent=101\n"));
    assertTrue(Files.exists(state.resolve("baselines.refused")));
  }

  @Test
  void shouldMeasureAndLearnWhenItsStateDirectoryCannotBeUsed() throws Exception {
    state = Files.writeString(state, "a file");
    try (UdpRelay relay = relay()) {
      Program agent = agent(config(relay));
      agent.awaitLog("cannot use the state directory " + state + ": there is a file where ");
      agent.awaitLog(LEARNED);
      agent.terminate();
      assertEquals(0, agent.awaitExit());
    }
    assertEquals("a file", Files.readString(state));
  }

  private static boolean isSaid(Program program, String part) {
    return program.log().stream().anyMatch(line -> line.contains(part));
  }

  private Program agent(Path config) {
    return programs.start("agent", "--config", config.toString());
  }

  /** To a reflector that goes on. */
  private UdpRelay relay() throws Exception {
    Program reflect = programs.start("reflect", "--listen", "127.0.0.1:0");
    InetAddress here = InetAddress.getLoopbackAddress();
    UdpRelay relay =
        UdpRelay.open(
            RelaySettings.of(
                new InetSocketAddress(here, 0),
                new InetSocketAddress(here, Reflecting.port(reflect)),
                QUICK,
                QUICK),
            (operation, failure) -> System.err.println("relay: " + operation + ": " + failure));
    relay.start();
    return relay;
  }

  private Path config(UdpRelay relay) throws IOException {
    return Files.writeString(
        folder.resolve("agent.yaml"),
        """
        agent: {id: 101, state_directory: %s}
        prometheus: null
        probes:
          - {name: to-berlin, type: trafficsim, target: "127.0.0.1:%d", interval: 20ms, cycle: 15,
             timeout: 2s, trigger: {floor: 100ms, jitter: 1000x, loss: 50%%}}
        """
            .formatted(state, relay.localAddress().getPort()));
  }
}
