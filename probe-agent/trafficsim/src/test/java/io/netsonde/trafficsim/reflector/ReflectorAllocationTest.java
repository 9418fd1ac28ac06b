package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.trafficsim.wire.PacketType;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReflectorAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SEQUENCE_AT = 35;

  @Test
  void shouldAllocateNothingWhenDataComesForAKnownSession() {
    Rig rig = new Rig();
    Rig.Client client = rig.client(7);
    client.hello();
    client.data();
    byte[] data = client.packet(PacketType.DATA, 0, null, 128);
    ByteBuffer in = ByteBuffer.allocateDirect(128).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    in.put(data).flip();
    ByteBuffer out = ByteBuffer.allocateDirect(2048);
    feed(rig, client, in, out, 1, 50_000);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    feed(rig, client, in, out, 50_001, 50_000);
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  private static void feed(
      Rig rig, Rig.Client client, ByteBuffer in, ByteBuffer out, int first, int packets) {
    for (int i = first; i < first + packets; i++) {
      in.putInt(SEQUENCE_AT, i);
      int length =
          rig.reflector.onPacket(
              in, client.source, rig.now, rig.epoch, TimestampSource.KERNEL, out);
      if (length != 128) {
        throw new AssertionError("not answered: " + i);
      }
      rig.reflector.seal(out, 1000);
      rig.reflector.sent(i);
      rig.reflector.onSendStamp(i, rig.now + 3000);
    }
  }
}
