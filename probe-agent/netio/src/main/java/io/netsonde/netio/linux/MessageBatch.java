package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the kernel's layout ({@code mmsghdr}: a {@code msghdr} of 56 bytes and the length),
 * for receiving or sending many with one call. Each has room for an address, control messages and a
 * payload. Not safe for several threads.
 */
public final class MessageBatch {
  static final int DONT_WAIT = 0x40;
  private static final int ERROR_QUEUE = 0x2000;
  private static final int TRUNCATED = 0x20;

  private static final long HEADER = 64;
  private static final long NAME_LENGTH = 8;
  private static final long VECTOR = 16;
  private static final long VECTOR_COUNT = 24;
  private static final long CONTROL = 32;
  private static final long CONTROL_LENGTH = 40;
  private static final long FLAGS = 48;
  private static final long LENGTH = 56;
  private static final long VECTOR_BYTES = 16;
  private static final long CONTROL_BYTES = 256;

  /** An odd number of cache lines beside the payload, so that payloads do not share cache sets. */
  private static final long STAGGER = 192;

  private final int capacity;
  private final long room;
  private final boolean receives;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final ByteBuffer[] payloads;

  /** Whose address stands in each message to send: writing it again would cost an allocation. */
  private final @Nullable InetSocketAddress[] targets;

  private final ControlMessages control = new ControlMessages();
  private @Nullable PeerCache peers;

  private MessageBatch(Arena arena, int capacity, int room, boolean receives) {
    this.capacity = capacity;
    this.room = room;
    this.receives = receives;
    long stride = (room + 63L & ~63L) + STAGGER;
    headers = arena.allocate(HEADER * capacity, 64);
    vectors = arena.allocate(VECTOR_BYTES * capacity, 64);
    names = arena.allocate(RawAddress.BYTES * capacity, 64);
    controls = arena.allocate(CONTROL_BYTES * capacity, 64);
    MemorySegment memory = arena.allocate(stride * capacity, 64);
    payloads = new ByteBuffer[capacity];
    targets = new InetSocketAddress[capacity];
    for (int i = 0; i < capacity; i++) {
      MemorySegment payload = memory.asSlice(stride * i, room);
      payloads[i] = payload.asByteBuffer();
      vectors.set(ADDRESS, VECTOR_BYTES * i, payload);
      vectors.set(JAVA_LONG, VECTOR_BYTES * i + 8, room);
      long header = HEADER * i;
      headers.set(ADDRESS, header, names.asSlice(RawAddress.BYTES * i, RawAddress.BYTES));
      headers.set(ADDRESS, header + VECTOR, vectors.asSlice(VECTOR_BYTES * i, VECTOR_BYTES));
      headers.set(JAVA_LONG, header + VECTOR_COUNT, 1);
      headers.set(ADDRESS, header + CONTROL, controls.asSlice(CONTROL_BYTES * i, CONTROL_BYTES));
    }
  }

  /** For receiving up to so many datagrams of up to {@code room} bytes at a time. */
  public static MessageBatch forReceiving(Arena arena, int capacity, int room) {
    return new MessageBatch(arena, capacity, room, true);
  }

  /** For sending likewise. */
  public static MessageBatch forSending(Arena arena, int capacity, int room) {
    return new MessageBatch(arena, capacity, room, false);
  }

  public int capacity() {
    return capacity;
  }

  /** Bytes of payload that a message has room for. */
  public long room() {
    return room;
  }

  /** Reads what has arrived, without waiting: how many, or negative. */
  public int receive(int fd) {
    return receive(fd, DONT_WAIT);
  }

  /** Reads errors and send stamps, without waiting: how many, or negative. */
  public int receiveErrors(int fd) {
    return receive(fd, DONT_WAIT | ERROR_QUEUE);
  }

  private int receive(int fd, int flags) {
    if (!receives) {
      throw new IllegalStateException("a batch for sending");
    }
    for (int i = 0; i < capacity; i++) {
      long header = HEADER * i;
      headers.set(JAVA_INT, header + NAME_LENGTH, (int) RawAddress.BYTES);
      headers.set(JAVA_LONG, header + CONTROL_LENGTH, CONTROL_BYTES);
      headers.set(JAVA_INT, header + FLAGS, 0);
    }
    return Libc.recvmmsg(fd, headers, capacity, flags);
  }

  /** Looks at message {@code i} of those received: what was said beside it is read from now on. */
  public void look(int i) {
    control.read(controls, CONTROL_BYTES * i, headers.get(JAVA_LONG, HEADER * i + CONTROL_LENGTH));
  }

  /** Its payload, from position 0 to its length; another datagram's after the next call. */
  public ByteBuffer payload(int i) {
    return payloads[i].clear().limit(headers.get(JAVA_INT, HEADER * i + LENGTH));
  }

  /** Whether it was longer than the room for it. */
  public boolean isTruncated(int i) {
    return (headers.get(JAVA_INT, HEADER * i + FLAGS) & TRUNCATED) != 0;
  }

  /** Who sent it, or null where that is no internet address. */
  public @Nullable InetSocketAddress source(int i) {
    PeerCache cache = peers;
    if (cache == null) {
      cache = new PeerCache();
      peers = cache;
    }
    return cache.address(names, RawAddress.BYTES * i);
  }

  /** Of the message looked at: the kernel's stamp, nanoseconds since the Unix epoch, 0 for none. */
  public long stampNanos() {
    return control.stampNanos;
  }

  /** Of the message looked at: its hop limit as it arrived, or -1. */
  public int hopLimit() {
    return control.hopLimit;
  }

  /** Of the message looked at: the octet of DSCP and ECN, or -1. */
  public int trafficClass() {
    return control.trafficClass;
  }

  /** Of the message looked at: what the socket has dropped so far, modulo 2^32; 0 if not said. */
  public int drops() {
    return control.drops;
  }

  /** Whether the message looked at is the stamp of a datagram that left. */
  public boolean isSendStamp() {
    return control.isSendStamp;
  }

  /** Which one left: its number, modulo 2^32. */
  public int sendKey() {
    return control.key;
  }

  /** Whether the message looked at is an ICMP error; its {@link #source} is whom we had sent to. */
  public boolean isIcmpError() {
    return control.isIcmpError;
  }

  /** Of the ICMP error looked at: whether it is one of ICMPv6. */
  public boolean isIcmp6() {
    return control.isIcmp6;
  }

  /** Of the ICMP error looked at: its type. */
  public int errorType() {
    return control.errorType;
  }

  /** Of the ICMP error looked at: its code. */
  public int errorCode() {
    return control.errorCode;
  }

  /** Of the ICMP error looked at: the MTU of the next link where a packet was too big. */
  public int errorInfo() {
    return control.errorInfo;
  }

  /** Of the ICMP error looked at: where in its payload extensions begin; 0: there are none. */
  public int extensionsAt() {
    return control.extensionsAt;
  }

  /** Of the ICMP error looked at: who sent it. */
  public @Nullable InetAddress offender() {
    InetSocketAddress offender = RawAddress.read(controls, control.offenderAt);
    return offender == null ? null : offender.getAddress();
  }

  /**
   * Writes message {@code i} to send.
   *
   * @param payload its remaining bytes, at most {@link #room}
   * @return whether a socket of that family can take the address
   */
  @SuppressWarnings("ReferenceEquality") // only the very same object is known to stand there
  public boolean write(int i, ByteBuffer payload, InetSocketAddress to, boolean ipv6) {
    if (targets[i] != to) {
      targets[i] = null;
      int name = RawAddress.write(names, RawAddress.BYTES * i, to, ipv6);
      if (name == 0) {
        return false;
      }
      headers.set(JAVA_INT, HEADER * i + NAME_LENGTH, name);
      targets[i] = to;
    }
    int length = payload.remaining();
    payloads[i].clear().put(payload);
    vectors.set(JAVA_LONG, VECTOR_BYTES * i + 8, length);
    headers.set(JAVA_LONG, HEADER * i + CONTROL_LENGTH, 0);
    return true;
  }

  /** Lets message {@code i}, once written, take so many hops instead of the socket's number. */
  public void limitHops(int i, int hops, boolean ipv6Target) {
    long bytes = ControlMessages.writeHopLimit(controls, CONTROL_BYTES * i, hops, ipv6Target);
    headers.set(JAVA_LONG, HEADER * i + CONTROL_LENGTH, bytes);
  }

  /** Sends messages {@code from} to {@code to - 1}: how many of them, or negative for the first. */
  public int send(int fd, int from, int to) {
    MemorySegment first = from == 0 ? headers : headers.asSlice(HEADER * from);
    return Libc.sendmmsg(fd, first, to - from, DONT_WAIT);
  }
}
