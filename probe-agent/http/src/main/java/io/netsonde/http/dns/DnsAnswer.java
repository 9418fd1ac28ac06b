package io.netsonde.http.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a resolver says to a {@link DnsQuery}, RFC 1035, section 4. */
public sealed interface DnsAnswer {
  /**
   * The name exists. Those of aliases (CNAME) that the resolver followed are among them.
   *
   * @param addresses none where the name has none of the type
   */
  record Addresses(List<InetAddress> addresses) implements DnsAnswer {
    public Addresses {
      addresses = List.copyOf(addresses);
    }
  }

  /** There is no such name (NXDOMAIN). */
  record NoSuchName() implements DnsAnswer {}

  /** The resolver failed, or refuses to say; {@code code} as {@code SERVFAIL}. */
  record Failed(String code) implements DnsAnswer {}

  /** The answer does not fit a datagram: ask again over TCP. */
  record Truncated() implements DnsAnswer {}

  /**
   * Reads a message; empty where it is no answer to that question, or no message at all, so that
   * the wait for the answer goes on.
   */
  static Optional<DnsAnswer> read(byte[] bytes, int length, DnsQuery query) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length).slice();
    if (length < 12 || (in.getShort() & 0xffff) != query.id()) {
      return Optional.empty();
    }
    int flags = in.getShort() & 0xffff;
    int questions = in.getShort() & 0xffff;
    int answers = in.getShort() & 0xffff;
    in.position(12);
    try {
      boolean isAnswer = (flags & 0x8000) != 0;
      return isAnswer && (isFormatError(flags, questions) || asks(in, questions, query))
          ? Optional.of(answer(in, flags, answers, query.type()))
          : Optional.empty();
    } catch (MalformedMessage e) {
      return Optional.empty();
    }
  }

  /** A resolver that did not understand may answer with the header alone. */
  private static boolean isFormatError(int flags, int questions) {
    return questions == 0 && (flags & 0xf) != 0;
  }

  private static boolean asks(ByteBuffer in, int questions, DnsQuery query)
      throws MalformedMessage {
    if (questions != 1) {
      return false;
    }
    String name = DnsNames.read(in);
    need(in, 4);
    int type = in.getShort() & 0xffff;
    in.getShort();
    return name.equals(query.name().toLowerCase(Locale.ROOT)) && type == query.type().code();
  }

  private static DnsAnswer answer(ByteBuffer in, int flags, int answers, RecordType type)
      throws MalformedMessage {
    int code = flags & 0xf;
    if ((flags & 0x0200) != 0) {
      return new Truncated();
    }
    return switch (code) {
      case 0 -> new Addresses(addresses(in, answers, type));
      case 3 -> new NoSuchName();
      case 1 -> new Failed("FORMERR");
      case 2 -> new Failed("SERVFAIL");
      case 4 -> new Failed("NOTIMP");
      case 5 -> new Failed("REFUSED");
      default -> new Failed("RCODE " + code);
    };
  }

  private static List<InetAddress> addresses(ByteBuffer in, int answers, RecordType type)
      throws MalformedMessage {
    List<InetAddress> addresses = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      DnsNames.read(in);
      need(in, 10);
      int recordType = in.getShort() & 0xffff;
      in.position(in.position() + 6);
      int length = in.getShort() & 0xffff;
      need(in, length);
      byte[] data = new byte[length];
      in.get(data);
      if (recordType == type.code()) {
        addresses.add(address(data, type));
      }
    }
    return addresses;
  }

  private static InetAddress address(byte[] data, RecordType type) throws MalformedMessage {
    if (data.length != type.length()) {
      throw new MalformedMessage();
    }
    try {
      return InetAddress.getByAddress(data);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address of " + data.length + " bytes", e);
    }
  }

  private static void need(ByteBuffer in, int bytes) throws MalformedMessage {
    if (in.remaining() < bytes) {
      throw new MalformedMessage();
    }
  }
}
