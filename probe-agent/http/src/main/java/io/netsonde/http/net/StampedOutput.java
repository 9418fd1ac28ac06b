package io.netsonde.http.net;

import java.io.IOException;
import java.io.OutputStream;

/** Tells the exchange when bytes have been handed over. */
final class StampedOutput extends OutputStream {
  private final OutputStream out;
  private final Wire wire;

  StampedOutput(OutputStream out, Wire wire) {
    this.out = out;
    this.wire = wire;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    ExchangeTrace exchange = wire.exchange();
    if (exchange != null) {
      exchange.written();
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
