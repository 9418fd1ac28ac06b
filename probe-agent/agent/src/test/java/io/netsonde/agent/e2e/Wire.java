package io.netsonde.agent.e2e;

import java.util.HexFormat;

/** How packets begin (docs/protocol.md): type, version and in_reply_to. */
final class Wire {
  private Wire() {}

  static byte[] data() {
    return HexFormat.of().parseHex("080310011800");
  }

  /** The ACK to a DATA. */
  static byte[] answer() {
    return HexFormat.of().parseHex("080210011803");
  }
}
