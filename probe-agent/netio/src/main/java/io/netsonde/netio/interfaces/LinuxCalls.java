package io.netsonde.netio.interfaces;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The few calls of the C library that asking the kernel for routes takes; x86-64 and arm64. */
final class LinuxCalls {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int NETLINK_ROUTE = 0;
  private static final int MSG_DONTWAIT = 0x40;

  /** An answer about one route has a few hundred bytes. */
  private static final int ANSWER_BYTES = 8192;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SEND =
      handle("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECV =
      handle("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle IF_NAMETOINDEX =
      handle("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private LinuxCalls() {}

  /**
   * The kernel's answer to a request about routes. It is there when the request has been taken, so
   * nothing waits.
   *
   * @param request a netlink message in native byte order
   * @throws IOException if the system does not allow or have such sockets
   */
  static ByteBuffer routing(ByteBuffer request) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int socket =
          (int) SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
      require("open a routing socket", socket, state);
      try {
        return exchange(arena, state, socket, request);
      } finally {
        int unused = (int) CLOSE.invokeExact(state, socket);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static ByteBuffer exchange(
      Arena arena, MemorySegment state, int socket, ByteBuffer request) throws Throwable {
    MemorySegment out = arena.allocate(request.remaining(), Integer.BYTES);
    out.copyFrom(MemorySegment.ofBuffer(request));
    long sent = (long) SEND.invokeExact(state, socket, out, out.byteSize(), 0);
    require("ask for a route", sent, state);
    MemorySegment in = arena.allocate(ANSWER_BYTES, Integer.BYTES);
    long length = (long) RECV.invokeExact(state, socket, in, in.byteSize(), MSG_DONTWAIT);
    require("read the answer about a route", length, state);
    ByteBuffer answer = ByteBuffer.allocate((int) length).order(ByteOrder.nativeOrder());
    return answer.put(in.asSlice(0, length).asByteBuffer()).flip();
  }

  /** The index of the interface of that name in this process's network; 0 where there is none. */
  static int indexOf(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return (int) IF_NAMETOINDEX.invokeExact(state, arena.allocateFrom(name));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void require(String what, long result, MemorySegment state) throws IOException {
    if (result < 0) {
      int errno = (int) ERRNO.get(state, 0L);
      throw new IOException("cannot " + what + ": error " + errno + " of the system");
    }
  }

  /** What a call through a method handle may throw by its type only. */
  private static IllegalStateException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a call to the C library failed: " + e, e);
  }

  @SuppressWarnings("restricted") // Each descriptor above is the function's.
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, descriptor, Linker.Option.captureCallState("errno"));
  }
}
