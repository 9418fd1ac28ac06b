package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The C library's functions that are used here. Safe for any thread. A failed call returns the
 * negative error number.
 */
@SuppressWarnings("restricted") // what this class is for
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = ints("close", JAVA_INT);
  private static final MethodHandle BIND = ints("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = ints("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = ints("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      ints("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SENDTO =
      longs("sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECV = longs("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle IF_NAMETOINDEX = ints("if_nametoindex", ADDRESS);
  private static final MethodHandle SENDMMSG =
      ints("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      ints("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_CREATE = ints("epoll_create1", JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      ints("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      ints("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final @Nullable MethodHandle EPOLL_PWAIT2 =
      has("epoll_pwait2")
          ? ints("epoll_pwait2", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS)
          : null;
  private static final MethodHandle EVENTFD = ints("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle READ = longs("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = longs("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle PRCTL =
      ints("prctl", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ADJTIMEX = ints("adjtimex", ADDRESS);
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Libc() {}

  /** Whether this is a system whose layouts are known here. */
  static boolean isSupportedSystem() {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name", "").equals("Linux")
        && (machine.equals("amd64") || machine.equals("aarch64"))
        && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  private static boolean has(String function) {
    return LINKER.defaultLookup().find(function).isPresent();
  }

  private static MethodHandle ints(String function, MemoryLayout... parameters) {
    return handle(function, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MethodHandle longs(String function, MemoryLayout... parameters) {
    return handle(function, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  private static MethodHandle handle(String function, FunctionDescriptor signature) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), signature, ERRNO);
  }

  private static int result(int returned, MemorySegment state) {
    return returned >= 0 ? returned : -(int) ERRNO_VALUE.get(state, 0L);
  }

  private static long result(long returned, MemorySegment state) {
    return returned >= 0 ? returned : -(int) ERRNO_VALUE.get(state, 0L);
  }

  private static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a call of the C library throws nothing", thrown);
  }

  static int socket(int family, int type, int protocol) {
    MemorySegment state = STATE.get();
    try {
      return result((int) SOCKET.invokeExact(state, family, type, protocol), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int close(int fd) {
    MemorySegment state = STATE.get();
    try {
      return result((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int bind(int fd, MemorySegment address, int length) {
    MemorySegment state = STATE.get();
    try {
      return result((int) BIND.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int connect(int fd, MemorySegment address, int length) {
    MemorySegment state = STATE.get();
    try {
      return result((int) CONNECT.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int getsockname(int fd, MemorySegment address, MemorySegment length) {
    MemorySegment state = STATE.get();
    try {
      return result((int) GETSOCKNAME.invokeExact(state, fd, address, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
    MemorySegment state = STATE.get();
    try {
      return result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
    MemorySegment state = STATE.get();
    try {
      return result((int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long sendto(
      int fd, MemorySegment payload, long length, int flags, MemorySegment to, int toLength) {
    MemorySegment state = STATE.get();
    try {
      return result(
          (long) SENDTO.invokeExact(state, fd, payload, length, flags, to, toLength), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long recv(int fd, MemorySegment into, long length, int flags) {
    MemorySegment state = STATE.get();
    try {
      return result((long) RECV.invokeExact(state, fd, into, length, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** The index of that network interface, or 0. */
  static int interfaceIndex(MemorySegment name) {
    MemorySegment state = STATE.get();
    try {
      return (int) IF_NAMETOINDEX.invokeExact(state, name);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int sendmmsg(int fd, MemorySegment messages, int count, int flags) {
    MemorySegment state = STATE.get();
    try {
      return result((int) SENDMMSG.invokeExact(state, fd, messages, count, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int recvmmsg(int fd, MemorySegment messages, int count, int flags) {
    MemorySegment state = STATE.get();
    try {
      return result(
          (int) RECVMMSG.invokeExact(state, fd, messages, count, flags, MemorySegment.NULL), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollCreate(int flags) {
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_CREATE.invokeExact(state, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollControl(int epoll, int operation, int fd, MemorySegment event) {
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollWait(int epoll, MemorySegment events, int count, int millis) {
    MemorySegment state = STATE.get();
    try {
      return result((int) EPOLL_WAIT.invokeExact(state, epoll, events, count, millis), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** As epoll_wait with a limit of nanoseconds; -ENOSYS before Linux 5.11 and glibc 2.35. */
  static int epollWait(int epoll, MemorySegment events, int count, MemorySegment limit) {
    MethodHandle wait = EPOLL_PWAIT2;
    if (wait == null) {
      return -Errno.ENOSYS;
    }
    MemorySegment state = STATE.get();
    try {
      return result(
          (int) wait.invokeExact(state, epoll, events, count, limit, MemorySegment.NULL), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int eventfd(int value, int flags) {
    MemorySegment state = STATE.get();
    try {
      return result((int) EVENTFD.invokeExact(state, value, flags), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long read(int fd, MemorySegment into, long length) {
    MemorySegment state = STATE.get();
    try {
      return result((long) READ.invokeExact(state, fd, into, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long write(int fd, MemorySegment from, long length) {
    MemorySegment state = STATE.get();
    try {
      return result((long) WRITE.invokeExact(state, fd, from, length), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int prctl(int option, long value) {
    MemorySegment state = STATE.get();
    try {
      return result((int) PRCTL.invokeExact(state, option, value, 0L, 0L, 0L), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int adjtimex(MemorySegment timex) {
    MemorySegment state = STATE.get();
    try {
      return result((int) ADJTIMEX.invokeExact(state, timex), state);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static String strerror(int errno) {
    try {
      return ((MemorySegment) STRERROR.invokeExact(errno)).reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
