package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineLoopTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Is due some times, one after the other. */
  private static final class Machine extends DeadlineHeap.Entry {
    private final String name;
    private int left;

    Machine(String name, int left) {
      this.name = name;
      this.left = left;
    }
  }

  /** Pumps machines until none is left, and tells which it pumped. */
  private static final class Machines implements MachineLoop.Machines<Machine> {
    private final List<String> pumped = new CopyOnWriteArrayList<>();
    private final MachineLoop<Machine> loop;
    private boolean isDone;

    Machines() throws IOException {
      loop = MachineLoop.open(Stamping.PORTABLE, "test-machines", new RecordingListener(), this);
      loop.start();
    }

    @Override
    public void pump(Machine due) {
      pumped.add(due.name);
      due.left--;
      if (due.left > 0) {
        loop.due(due, System.nanoTime());
      } else {
        loop.remove(due);
        isDone = true;
      }
    }

    @Override
    public void refresh() {}

    @Override
    public boolean isDone() {
      return isDone;
    }
  }

  @Test
  void shouldPumpMachineWheneverItIsDue() throws Exception {
    Machines machines = new Machines();
    try (MachineLoop<Machine> loop = machines.loop) {
      loop.command(() -> loop.due(new Machine("one", 3), System.nanoTime()));
      assertTrue(loop.awaitDone(LIMIT));
      assertEquals(List.of("one", "one", "one"), machines.pumped);
      assertDoesNotThrow(loop::requireAlive);
    }
  }

  @Test
  void shouldNotPumpMachineThatWasRemoved() throws Exception {
    Machines machines = new Machines();
    try (MachineLoop<Machine> loop = machines.loop) {
      loop.command(
          () -> {
            Machine removed = new Machine("removed", 1);
            loop.due(removed, System.nanoTime());
            loop.due(new Machine("kept", 1), System.nanoTime());
            loop.remove(removed);
          });
      assertTrue(loop.awaitDone(LIMIT));
      assertEquals(List.of("kept"), machines.pumped);
    }
  }

  @Test
  void shouldTakeCommandsInTheirOrder() throws Exception {
    Machines machines = new Machines();
    try (MachineLoop<Machine> loop = machines.loop) {
      for (int i = 0; i < 100; i++) {
        String number = String.valueOf(i);
        loop.command(() -> machines.pumped.add(number));
      }
      loop.command(() -> machines.isDone = true);
      assertTrue(loop.awaitDone(LIMIT));

      assertEquals(IntStream.range(0, 100).mapToObj(String::valueOf).toList(), machines.pumped);
    }
  }

  @Test
  void shouldEndAndTellWhenCommandHasDefect() throws Exception {
    Machines machines = new Machines();
    try (MachineLoop<Machine> loop = machines.loop) {
      loop.command(
          () -> {
            throw new IllegalArgumentException("broken");
          });
      loop.command(() -> machines.pumped.add("after the end"));
      assertTrue(loop.awaitDone(LIMIT));
      IllegalStateException told = assertThrows(IllegalStateException.class, loop::requireAlive);
      assertTrue(String.valueOf(told.getMessage()).contains("broken"), told::toString);
    }
    assertEquals(List.of(), machines.pumped);
  }

  @Test
  void shouldEndAndTellWhenHandlerHasDefect() throws Exception {
    Machines machines = new Machines();
    try (MachineLoop<Machine> loop = machines.loop;
        DatagramPort port = DatagramPorts.open(LOOPBACK, PortOptions.DEFAULT)) {
      loop.register(
          port,
          (at, datagram) -> {
            throw new IllegalArgumentException("cannot hear");
          });
      assertFalse(loop.awaitDone(Duration.ZERO));
      port.send(ByteBuffer.wrap(new byte[] {1}), port.localAddress());
      assertTrue(loop.awaitDone(LIMIT));
      IllegalStateException told = assertThrows(IllegalStateException.class, loop::requireAlive);
      assertTrue(String.valueOf(told.getMessage()).contains("cannot hear"), told::toString);
    }
  }
}
