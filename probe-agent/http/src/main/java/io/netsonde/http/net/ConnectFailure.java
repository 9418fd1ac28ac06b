package io.netsonde.http.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** None of the addresses could be connected to; the cause is the first one's. */
final class ConnectFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final InetSocketAddress address;
  private final int tried;
  private final IOException reason;

  ConnectFailure(InetSocketAddress address, int tried, IOException reason) {
    super(reason);
    this.address = address;
    this.tried = tried;
    this.reason = reason;
  }

  IOException reason() {
    return reason;
  }

  /** Where to, as a sentence has it. */
  String where() {
    String shown = Failures.shown(address);
    return tried == 1 ? shown : shown + ", the first of " + tried + " addresses";
  }
}
