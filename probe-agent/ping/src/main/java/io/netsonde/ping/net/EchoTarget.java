package io.netsonde.ping.net;

import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Stamping;
import io.netsonde.ping.EchoSettings;
import java.util.Optional;

/**
 * What to send echoes to, and how they leave.
 *
 * @param settings what to measure
 * @param names looks the address up
 * @param dscp the Differentiated Services code point, 0 to 63
 * @param device the only network interface that may be used; empty: as the system routes
 * @param phaseNanos how long after the start the first request is due
 */
public record EchoTarget(
    EchoSettings settings,
    HostResolution names,
    int dscp,
    Optional<String> device,
    long phaseNanos) {

  PortOptions portOptions() {
    PortOptions options =
        PortOptions.DEFAULT.withStamping(Stamping.KERNEL).withDscp(dscp).withErrors();
    return device.map(options::withDevice).orElse(options);
  }
}
