package io.netsonde.netio;

/** A port that epoll can wait for. */
interface DescriptorPort extends ReadablePort {
  /** The file descriptor; -1 once it is closed, when the number may be another socket's. */
  int descriptor();

  @Override
  default Stamping stamping() {
    return Stamping.KERNEL;
  }
}
