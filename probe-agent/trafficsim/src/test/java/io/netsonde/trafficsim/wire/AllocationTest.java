package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(
      names = {"UNSPECIFIED", "REPORT"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldAllocateNothingWhenCanonicalPacketsAreWrittenAndRead(PacketType type) {
    Packet packet = new Packet();
    packet.type = type;
    Packet read = new Packet();
    ByteBuffer direct = ByteBuffer.allocateDirect(1500);
    ByteBuffer heap = ByteBuffer.allocate(1500);
    // The first round links call sites and loads classes.
    roundTrips(packet, direct, read);
    roundTrips(packet, heap, read);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    roundTrips(packet, direct, read);
    roundTrips(packet, heap, read);
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  private static void roundTrips(Packet packet, ByteBuffer buffer, Packet read) {
    for (int i = 0; i < 20_000; i++) {
      packet.sequence = i;
      buffer.clear();
      PacketCodec.encode(packet, i % 2 == 0 ? 100 : 160, null, buffer);
      buffer.flip();
      if (PacketCodec.decode(buffer, read) != null || read.sequence != i) {
        throw new AssertionError("not read back");
      }
    }
  }
}
