package io.netsonde.shaping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.ToIntFunction;

/**
 * A route: links in a row with a router between each two. A packet takes link after link; where its
 * time to live ends at a router, that router's answer takes the links from there back.
 *
 * <p>Knows no clock, as {@link DelayLine}, and is used by one thread, apart from {@link #replace}.
 *
 * @param <T> a packet
 */
public final class LinkChain<T> {
  /** Where packets leave the route. */
  public interface Exit<T> {
    /** A packet came to the target. */
    void toTarget(T packet);

    /** A packet of the target's came to the client. */
    void toClient(T packet);

    /**
     * The answer of a router, at which the packet expired, came to the client.
     *
     * @param router from 1
     */
    void expired(T packet, int router);
  }

  /** On its way; {@code hops} is how many it may take, and from its expiry on who answers. */
  private record Travelling<T>(T packet, int hops, boolean isExpired) {}

  private static final class Link<T> {
    final DelayLine<Travelling<T>> line;
    private long latest;
    private boolean begun;

    Link(DelayLine<Travelling<T>> line) {
      this.line = line;
    }

    /** A line wants its packets in the order of time; several feed the links back. */
    void offer(Travelling<T> packet, long nanos) {
      latest = begun && nanos - latest < 0 ? latest : nanos;
      begun = true;
      int unused = line.offer(packet, latest);
    }
  }

  private final List<Link<T>> forward = new ArrayList<>();
  private final List<Link<T>> reverse = new ArrayList<>();

  /**
   * A route without packets.
   *
   * @param links at least one; there is a router less
   * @param size a packet's bytes
   * @param maxPackets how many packets may be on a link in one direction
   * @param maxBytes their bytes
   */
  public LinkChain(
      List<LinkImpairment> links, ToIntFunction<? super T> size, int maxPackets, long maxBytes) {
    if (links.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one link");
    }
    ToIntFunction<Travelling<T>> bytes = travelling -> size.applyAsInt(travelling.packet());
    for (LinkImpairment link : links) {
      forward.add(new Link<>(new DelayLine<>(link.forward(), bytes, maxPackets, maxBytes)));
      reverse.add(new Link<>(new DelayLine<>(link.reverse(), bytes, maxPackets, maxBytes)));
    }
  }

  /** How many routers there are. */
  public int routers() {
    return forward.size() - 1;
  }

  /**
   * Has that link impair packets otherwise from now on; from any thread.
   *
   * @param link from 0, which leads from the client to the first router
   */
  public void replace(int link, LinkImpairment impairment) {
    long unused = forward.get(link).line.replace(impairment.forward());
    unused = reverse.get(link).line.replace(impairment.reverse());
  }

  /**
   * A client's packet enters.
   *
   * @param hops how many hops it may take: 1 ends at the first router
   */
  public void fromClient(T packet, int hops, long nowNanos) {
    forward.getFirst().offer(new Travelling<>(packet, hops, false), nowNanos);
  }

  /** A packet of the target's enters. */
  public void fromTarget(T packet, long nowNanos) {
    reverse.getLast().offer(new Travelling<>(packet, Integer.MAX_VALUE, false), nowNanos);
  }

  /** Moves on what is due; says whether anything was. */
  public boolean move(long nowNanos, Exit<? super T> exit) {
    boolean moved = false;
    for (int link = 0; link < forward.size(); link++) {
      moved |= moveForward(link, nowNanos, exit);
    }
    for (int link = reverse.size() - 1; link >= 0; link--) {
      moved |= moveBack(link, nowNanos, exit);
    }
    return moved;
  }

  /** When something is due next; {@code otherwise} where nothing is under way. */
  public long nextDeadlineNanos(long otherwise) {
    long next = otherwise;
    for (List<Link<T>> direction : List.of(forward, reverse)) {
      for (Link<T> link : direction) {
        if (!link.line.isEmpty() && link.line.nextDeadlineNanos() - next < 0) {
          next = link.line.nextDeadlineNanos();
        }
      }
    }
    return next;
  }

  private boolean moveForward(int link, long nowNanos, Exit<? super T> exit) {
    return move(
        forward.get(link).line,
        nowNanos,
        (packet, due) -> {
          if (link == routers()) {
            exit.toTarget(packet.packet());
          } else if (packet.hops() == link + 1) {
            reverse.get(link).offer(new Travelling<>(packet.packet(), link + 1, true), due);
          } else {
            forward.get(link + 1).offer(packet, due);
          }
        });
  }

  private boolean moveBack(int link, long nowNanos, Exit<? super T> exit) {
    return move(
        reverse.get(link).line,
        nowNanos,
        (packet, due) -> {
          if (link > 0) {
            reverse.get(link - 1).offer(packet, due);
          } else if (packet.isExpired()) {
            exit.expired(packet.packet(), packet.hops());
          } else {
            exit.toClient(packet.packet());
          }
        });
  }

  /**
   * Takes what is due off the line; says whether there was any.
   *
   * @param onward is told when a packet was due, not when this is called: being late does not add
   *     up over the links
   */
  private static <P> boolean move(DelayLine<P> line, long nowNanos, ObjLongConsumer<P> onward) {
    boolean moved = false;
    while (!line.isEmpty()) {
      long due = line.nextDeadlineNanos();
      P packet = line.poll(nowNanos);
      if (packet == null) {
        break;
      }
      moved = true;
      onward.accept(packet, due);
    }
    return moved;
  }
}
