package io.netsonde.netio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Locale;

/** Opens {@link DatagramPort}s. */
public final class DatagramPorts {
  private DatagramPorts() {}

  /**
   * Binds to an address; port 0 lets the kernel choose. An IPv4 address gives an IPv4 socket, an
   * IPv6 address an IPv6 one, and the IPv6 wildcard {@code ::} serves both: an IPv4 peer shows
   * there with its plain IPv4 address. No address is shared: where another socket holds it, this
   * fails.
   *
   * @throws IOException with a message that names the address, why it failed and what to do
   */
  public static DatagramPort open(InetSocketAddress bind, PortOptions options) throws IOException {
    InetAddress address = bind.getAddress();
    if (address == null) {
      throw new UnknownHostException(
          "cannot listen on " + Addresses.format(bind) + ": unknown host; name a local address");
    }
    boolean v4 = address instanceof Inet4Address;
    try {
      return options.stamping() == Stamping.KERNEL
          ? KernelPorts.open(bind, !v4, options)
          : NioPorts.open(bind, v4, options);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + Addresses.format(bind) + ": " + advice(e), e);
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "cannot listen on "
              + Addresses.format(bind)
              + ": this host has no "
              + (v4 ? "IPv4" : "IPv6")
              + "; listen on an address of the other family",
          e);
    }
  }

  /**
   * Opens a port to send to this target from: any local address of the target's family, a port of
   * the kernel's choice.
   *
   * @throws IOException as {@link #open}
   */
  public static DatagramPort openFor(InetSocketAddress target, PortOptions options)
      throws IOException {
    InetAddress address = target.getAddress();
    if (address == null) {
      throw new UnknownHostException(
          "cannot send to " + Addresses.format(target) + ": unknown host; check the name");
    }
    byte[] wildcard = new byte[address.getAddress().length];
    return open(new InetSocketAddress(InetAddress.getByAddress(wildcard), 0), options);
  }

  /**
   * From which address and port that port sends to that target: its own, or where it is bound to
   * all addresses the one that the system's routes choose. Sends nothing.
   *
   * @throws IOException if there is no route
   */
  public static InetSocketAddress sourceOf(DatagramPort port, InetSocketAddress target)
      throws IOException {
    InetSocketAddress local = port.localAddress();
    if (!local.getAddress().isAnyLocalAddress()) {
      return local;
    }
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(target);
      InetSocketAddress chosen = (InetSocketAddress) channel.getLocalAddress();
      return new InetSocketAddress(chosen.getAddress(), local.getPort());
    }
  }

  private static String advice(IOException failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    // The text is the C library's; where it speaks another language, it is passed on as it is.
    return switch (reason.toLowerCase(Locale.ROOT)) {
      case "address already in use" ->
          "address already in use; choose another port or stop what holds it";
      case "cannot assign requested address" ->
          "no interface of this host has that address; choose a local one, or 0.0.0.0 or [::]"
              + " for all of them";
      case "no such device" -> "there is no such network interface; check its name";
      case "permission denied" ->
          "permission denied; choose a port above 1023 or run with CAP_NET_BIND_SERVICE";
      default -> reason;
    };
  }
}
