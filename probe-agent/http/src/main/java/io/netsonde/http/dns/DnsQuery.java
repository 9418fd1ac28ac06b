package io.netsonde.http.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A question for the addresses of a name, RFC 1035, section 4.
 *
 * <pre>
 *  0  id           2  flags: recursion desired (0x0100)
 *  4  questions 1  6  answers 0   8  authorities 0  10  additional 1
 * 12  name, then type (1: A, 28: AAAA) and class IN
 *     then OPT (RFC 6891): root, 41, payload of at most 1232 bytes, no flags, no data
 * </pre>
 *
 * @param id to recognise the answer by
 * @param name ASCII, without the final dot
 */
public record DnsQuery(int id, String name, RecordType type) {
  /** What fits the Internet's smallest path without fragments (DNS flag day 2020). */
  public static final int MAX_ANSWER = 1232;

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  public DnsQuery {
    if (id < 0 || id > 0xffff) {
      throw new IllegalArgumentException("id " + id + " does not fit 16 bits");
    }
  }

  /** The same name, which means the same, in the spelling without the root's empty label. */
  public static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether a resolver can be asked for that name at all. */
  public static boolean isAskable(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        return false;
      }
    }
    return name.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** As it goes on the wire. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int field : new int[] {id, 0x0100, 1, 0, 0, 1}) {
      writeShort(out, field);
    }
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    writeShort(out, type.code());
    writeShort(out, 1);
    out.write(0);
    for (int field : new int[] {41, MAX_ANSWER, 0, 0, 0}) {
      writeShort(out, field);
    }
    return out.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
