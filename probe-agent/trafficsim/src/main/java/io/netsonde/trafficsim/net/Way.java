package io.netsonde.trafficsim.net;

import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.interfaces.Candidate;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The network interface that a probe's packets leave by.
 *
 * @param source the local address that they have
 * @param device the interface's name
 * @param index its number
 * @param only whether answers may come by no other interface either
 */
record Way(InetAddress source, String device, int index, boolean only) {
  /** By that interface; empty where it is the loopback, by which the system routes anyway. */
  static Optional<Way> by(Candidate candidate, boolean only) {
    return candidate
        .device()
        .map(device -> new Way(candidate.source(), device, candidate.index(), only));
  }

  /** Portable sockets take the local address alone, and leave the rest to the system's routes. */
  PortOptions applyTo(PortOptions options) {
    if (options.stamping() == Stamping.PORTABLE) {
      return options;
    }
    return only ? options.withDevice(device) : options.withOutgoing(index);
  }
}
