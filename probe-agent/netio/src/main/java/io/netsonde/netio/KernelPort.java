package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.netio.linux.Errno;
import io.netsonde.netio.linux.Kernel;
import io.netsonde.netio.linux.MessageBatch;
import io.netsonde.netio.linux.UdpSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A port over a Linux socket whose packets the kernel stamps. */
final class KernelPort implements DescriptorPort {
  /** Payloads up to this many bytes are sent together; a longer one goes by itself. */
  private static final int BATCH_ROOM = 2_048;

  private static final int BATCH = 64;

  /** How often a datagram is sent again after an error that may be another's. */
  private static final int ATTEMPTS = 4;

  /** A thread's, for all its ports: there may be thousands. */
  private static final ThreadLocal<MessageBatch> SINGLE =
      ThreadLocal.withInitial(() -> MessageBatch.forSending(Arena.ofAuto(), 1, BATCH_ROOM));

  private final int descriptor;
  private final boolean ipv6;
  private final InetSocketAddress localAddress;
  private final PacketForm form;
  private final boolean numbersFailures;
  private final AtomicReference<@Nullable Receiver> receiver = new AtomicReference<>();
  private final SendNumbers numbers = new SendNumbers();

  // Guarded by this: sending, and closing.
  private @Nullable MessageBatch queue;
  private int queued;
  private boolean closed;

  // Of the receiver's thread.
  private int drops;

  KernelPort(int descriptor, boolean ipv6, InetSocketAddress localAddress, PacketForm form) {
    this(descriptor, ipv6, localAddress, form, Kernel.numbersFailedSends());
  }

  /** A port of a kernel that numbers what it refuses, or does not. */
  KernelPort(
      int descriptor,
      boolean ipv6,
      InetSocketAddress localAddress,
      PacketForm form,
      boolean numbersFailures) {
    this.numbersFailures = numbersFailures;
    this.descriptor = descriptor;
    this.ipv6 = ipv6;
    this.localAddress = localAddress;
    this.form = form;
  }

  @Override
  public synchronized int descriptor() {
    return closed ? -1 : descriptor;
  }

  @Override
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  @Override
  public AtomicReference<@Nullable Receiver> receiver() {
    return receiver;
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target) throws IOException {
    return sendNow(payload, target, 0);
  }

  @Override
  public long send(ByteBuffer payload, InetSocketAddress target, int hopLimit) throws IOException {
    if (hopLimit < 1 || hopLimit > 255) {
      throw new IllegalArgumentException("a hop limit is 1 to 255, not " + hopLimit);
    }
    return sendNow(payload, target, hopLimit);
  }

  private synchronized long sendNow(ByteBuffer payload, InetSocketAddress target, int hopLimit)
      throws IOException {
    flush();
    int length = payload.remaining();
    MessageBatch message =
        length <= BATCH_ROOM ? SINGLE.get() : MessageBatch.forSending(Arena.ofAuto(), 1, length);
    write(message, 0, payload, target);
    if (hopLimit > 0) {
      message.limitHops(0, hopLimit, target.getAddress() instanceof Inet6Address);
    }
    int sent = transmit(message, 0, 1, 0);
    if (sent < 0) {
      restartNumbers(0);
      throw failure(length, target, reason(sent));
    }
    return numbers.next();
  }

  @Override
  public synchronized long sendSoon(ByteBuffer payload, InetSocketAddress target)
      throws IOException {
    if (payload.remaining() > BATCH_ROOM) {
      return send(payload, target);
    }
    MessageBatch messages = queue;
    if (messages == null) {
      messages = MessageBatch.forSending(Arena.ofAuto(), BATCH, BATCH_ROOM);
      queue = messages;
    }
    write(messages, queued, payload, target);
    queued++;
    long key = numbers.next();
    if (queued == BATCH) {
      flush();
    }
    return key;
  }

  @Override
  public synchronized void enableErrors() throws IOException {
    int result = closed ? -Errno.EBADF : UdpSocket.receiveErrors(descriptor, ipv6);
    if (result < 0) {
      throw new IOException(this + " cannot tell of ICMP errors: " + Errno.text(result));
    }
  }

  @Override
  public synchronized int flush() {
    MessageBatch messages = queue;
    int from = 0;
    int refused = 0;
    while (messages != null && from < queued && !closed) {
      int sent = transmit(messages, from, queued, queued - from);
      if (sent <= 0) {
        refused++;
        from++;
      } else {
        from += sent;
        if (numbersFailures && from < queued) {
          restartNumbers(queued - from); // something failed after these
        }
      }
    }
    queued = 0;
    if (refused > 0) {
      restartNumbers(0);
    }
    return refused;
  }

  /**
   * Sends again where what failed may have been an earlier datagram; more such may come.
   *
   * @param numbered how many of these have their number
   */
  private int transmit(MessageBatch messages, int from, int to, int numbered) {
    int sent = messages.send(descriptor, from, to);
    for (int i = 0; i < ATTEMPTS && Errno.mayBeOfEarlierDatagram(sent); i++) {
      if (numbersFailures) {
        restartNumbers(numbered);
      }
      sent = messages.send(descriptor, from, to);
    }
    return sent;
  }

  private void write(MessageBatch messages, int place, ByteBuffer payload, InetSocketAddress target)
      throws IOException {
    int length = payload.remaining();
    if (closed) {
      throw failure(length, target, "the port is closed");
    }
    if (target.getAddress() == null) {
      throw failure(length, target, "the target's name is not resolved");
    }
    String refusal = form.refusal(payload, target);
    if (!refusal.isEmpty()) {
      throw failure(length, target, refusal);
    }
    form.complete(payload);
    if (!messages.write(place, payload, target, ipv6)) {
      throw failure(length, target, "an IPv4 port sends to IPv4 targets only");
    }
  }

  /** Whether the kernel has numbered what it then refused is not known: both begin anew. */
  private void restartNumbers(int unsent) {
    if (UdpSocket.restartNumbering(descriptor) >= 0) {
      numbers.restart(unsent, EpochClock.SYSTEM.epochNanos());
    }
  }

  private static String reason(int result) {
    return result == -Errno.EAGAIN ? "the send buffer is full" : Errno.text(result);
  }

  private IOException failure(int length, InetSocketAddress target, String reason) {
    String route = form.name(localAddress) + " to " + form.name(target);
    return new IOException("cannot send " + length + " bytes from " + route + ": " + reason);
  }

  @Override
  public void drain(Reading reading) throws IOException {
    // First what has left: a packet's stamp is there before its answer, but may have come after the
    // look that found the answer.
    int errors = drainErrors(reading);
    if (!reading.hasDatagrams()) {
      if (errors == 0) {
        letGoOfError();
      }
      return;
    }
    MessageBatch batch = reading.batch();
    int count = closed() ? -1 : batch.receive(descriptor);
    if (count < 0) {
      if (closed()) {
        throw new ClosedChannelException();
      }
      if (count == -Errno.EAGAIN || count == -Errno.EINTR || Errno.mayBeOfEarlierDatagram(count)) {
        return;
      }
      throw new IOException("cannot receive on " + this + ": " + Errno.text(count));
    }
    KernelTime time = reading.time();
    long now = time.read();
    for (int i = 0; i < count && !reading.isOver(); i++) {
      InetSocketAddress source = batch.source(i);
      if (source == null || batch.isTruncated(i)) {
        continue; // neither happens: there is room for any datagram
      }
      batch.look(i);
      countDrops(batch.drops(), reading);
      ByteBuffer payload = batch.payload(i);
      if (!form.admit(payload)) {
        continue;
      }
      ReceivedDatagram slot = reading.slot();
      slot.set(payload, source, now, time.epochNanos());
      slot.setHeader(batch.hopLimit(), batch.trafficClass());
      long stamp = batch.stampNanos();
      if (stamp != 0) {
        if (time.canPlace(stamp)) {
          slot.setKernel(time.place(stamp), stamp);
        } else {
          reading.discardedStamp();
        }
      }
      reading.handOn();
    }
    flush();
  }

  /** Hands on what the error queue has: send stamps and ICMP errors. Returns how many. */
  private int drainErrors(Reading reading) {
    MessageBatch batch = reading.batch();
    int total = 0;
    int count;
    do {
      count = closed() ? 0 : batch.receiveErrors(descriptor);
      if (count > 0) {
        total += count;
        KernelTime time = reading.time();
        long unused = time.read();
        for (int i = 0; i < count && !reading.isOver(); i++) {
          batch.look(i);
          if (batch.isIcmpError()) {
            handOnError(batch, i, time, reading);
          } else {
            handOnStamp(batch, time, reading);
          }
        }
      }
    } while (count == batch.capacity());
    return total;
  }

  /**
   * An error may wait without being in the queue, where that was full: the socket would show as
   * ready until someone takes it away.
   */
  private synchronized void letGoOfError() {
    if (!closed) {
      int unused = UdpSocket.takeError(descriptor);
    }
  }

  private static void handOnError(MessageBatch batch, int i, KernelTime time, Reading reading) {
    InetSocketAddress target = batch.source(i);
    InetAddress offender = batch.offender();
    if (target == null || offender == null) {
      return;
    }
    long stamp = batch.stampNanos();
    boolean stamped = stamp != 0 && time.canPlace(stamp);
    if (stamp != 0 && !stamped) {
      reading.discardedStamp();
    }
    reading.handOn(
        IcmpError.of(
            batch,
            i,
            offender,
            target,
            stamped ? time.place(stamp) : time.nowNanos(),
            stamped ? stamp : time.epochNanos(),
            stamped));
  }

  private void handOnStamp(MessageBatch batch, KernelTime time, Reading reading) {
    long stamp = batch.stampNanos();
    if (!batch.isSendStamp() || stamp == 0) {
      return;
    }
    if (!time.canPlace(stamp)) {
      reading.discardedStamp();
      return;
    }
    long key = numbers.keyOf(batch.sendKey(), stamp);
    if (key >= 0) {
      reading.handOn(key, time.place(stamp), stamp);
    }
  }

  private void countDrops(int total, Reading reading) {
    if (total != drops && total != 0) {
      reading.dropped(Integer.toUnsignedLong(total - drops));
      drops = total;
    }
  }

  private synchronized boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    // While it is registered the receiver may be reading from it: the descriptor must stay ours.
    Receiver registered = receiver.get();
    if (registered != null) {
      registered.unregister(this);
    }
    synchronized (this) {
      if (!closed) {
        flush();
        closed = true;
        int unused = UdpSocket.close(descriptor);
      }
    }
  }

  @Override
  public String toString() {
    return form + " " + Addresses.format(localAddress) + " stamped by the kernel";
  }
}
