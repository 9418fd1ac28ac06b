package io.netsonde.netio;

import java.nio.channels.SelectableChannel;

/** A port that a selector can wait for. */
interface SelectablePort extends ReadablePort {
  /** What to wait on; in non-blocking mode. */
  SelectableChannel channel();

  @Override
  default Stamping stamping() {
    return Stamping.PORTABLE;
  }
}
