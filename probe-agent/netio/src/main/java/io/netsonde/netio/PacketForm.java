package io.netsonde.netio;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What a kind of socket asks of its packets beyond what its user writes and reads. */
interface PacketForm {
  /** A UDP socket's: nothing. */
  PacketForm UDP =
      new PacketForm() {
        @Override
        public String refusal(ByteBuffer packet, InetSocketAddress target) {
          return "";
        }

        @Override
        public String name(InetSocketAddress end) {
          return Addresses.format(end);
        }

        @Override
        public void complete(ByteBuffer packet) {}

        @Override
        public boolean admit(ByteBuffer packet) {
          return true;
        }

        @Override
        public String toString() {
          return "udp";
        }
      };

  /** Why the packet can't be sent there, or the empty string. */
  String refusal(ByteBuffer packet, InetSocketAddress target);

  /** How people write where a packet comes from or goes to. */
  String name(InetSocketAddress end);

  /** Fills in what is still missing in a packet's remaining bytes, which are to be sent. */
  void complete(ByteBuffer packet);

  /**
   * Leaves in the buffer, from position 0 to its limit, what the user is to see of a packet that
   * arrived.
   *
   * @return whether it is the user's at all
   */
  boolean admit(ByteBuffer packet);
}
