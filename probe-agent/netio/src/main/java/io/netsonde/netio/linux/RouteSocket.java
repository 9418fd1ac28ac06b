package io.netsonde.netio.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Asks the kernel for routes (man 7 rtnetlink) and for the numbers of interfaces. Any thread. */
public final class RouteSocket {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int NETLINK_ROUTE = 0;

  /** An answer about one route has a few hundred bytes. */
  private static final int ANSWER_BYTES = 8192;

  private RouteSocket() {}

  /**
   * The kernel's answer to a request about routes. It is there when the request has been taken, so
   * nothing waits.
   *
   * @param request a netlink message in native byte order
   * @throws IOException if the system does not allow or have such sockets
   */
  public static ByteBuffer ask(ByteBuffer request) throws IOException {
    int socket = Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    require("open a routing socket", socket);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(request.remaining(), Integer.BYTES);
      out.copyFrom(MemorySegment.ofBuffer(request));
      require(
          "ask for a route", Libc.sendto(socket, out, out.byteSize(), 0, MemorySegment.NULL, 0));
      MemorySegment in = arena.allocate(ANSWER_BYTES, Integer.BYTES);
      long length = Libc.recv(socket, in, ANSWER_BYTES, MessageBatch.DONT_WAIT);
      require("read the answer about a route", length);
      ByteBuffer answer = ByteBuffer.allocate((int) length).order(ByteOrder.nativeOrder());
      return answer.put(in.asSlice(0, length).asByteBuffer()).flip();
    } finally {
      int unused = Libc.close(socket);
    }
  }

  /** The index of the interface of that name in this process's network; 0 where there is none. */
  public static int indexOf(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return Libc.interfaceIndex(arena.allocateFrom(name));
    }
  }

  private static void require(String what, long result) throws IOException {
    if (result < 0) {
      throw new IOException("cannot " + what + ": " + Errno.text(result));
    }
  }
}
