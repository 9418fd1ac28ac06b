package io.netsonde.http.net;

import java.io.IOException;
import java.io.InputStream;

/** Tells the exchange when it waits for bytes and when they come. */
final class StampedInput extends InputStream {
  private final InputStream in;
  private final Wire wire;

  StampedInput(InputStream in, Wire wire) {
    this.in = in;
    this.wire = wire;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    ExchangeTrace before = wire.exchange();
    if (before != null) {
      before.reading();
    }
    int read = in.read(bytes, offset, length);
    ExchangeTrace after = wire.exchange();
    if (after != null && read > 0) {
      after.received(bytes, offset, read);
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
