package io.netsonde.http.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client says first, RFC 8446, section 4.1.2. */
record ClientHello(Map<Integer, ByteBuffer> extensions) {
  /** How a client asks for a session to be resumed, RFC 8446, section 4.2. */
  static final int PRE_SHARED_KEY = 41;

  private static final int SERVER_NAME = 0;

  /** Reads a record, which here holds all of it. */
  static ClientHello read(Socket socket) throws IOException {
    DataInputStream stream = new DataInputStream(socket.getInputStream());
    stream.skipNBytes(3);
    byte[] record = new byte[stream.readUnsignedShort()];
    stream.readFully(record);
    ByteBuffer in = ByteBuffer.wrap(record).position(4 + 2 + 32);
    in.position(in.position() + 1 + in.get(in.position()));
    in.position(in.position() + 2 + in.getShort(in.position()));
    in.position(in.position() + 1 + in.get(in.position()) + 2);
    Map<Integer, ByteBuffer> extensions = new HashMap<>();
    while (in.hasRemaining()) {
      int type = in.getShort();
      int length = in.getShort();
      extensions.put(type, in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return new ClientHello(extensions);
  }

  /** The only name, RFC 6066, section 3: behind a list's length, its type and its own length. */
  Optional<String> serverName() {
    return Optional.ofNullable(extensions.get(SERVER_NAME))
        .map(bytes -> StandardCharsets.US_ASCII.decode(bytes.position(5)).toString());
  }
}
