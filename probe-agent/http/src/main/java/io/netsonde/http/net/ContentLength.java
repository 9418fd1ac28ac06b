package io.netsonde.http.net;

import java.net.ProtocolException;
import java.util.List;
import okhttp3.Response;

/** The length that a response says its body has. */
final class ContentLength {
  private static final int NOT_MODIFIED = 304;

  private ContentLength() {}

  /**
   * Sees to it that it is one, which the client takes on trust.
   *
   * @throws ProtocolException if it is none, or if several are said: RFC 9112, section 6.3
   */
  static void require(Response response) throws ProtocolException {
    List<String> said = response.headers("Content-Length");
    if (said.isEmpty() || response.header("Transfer-Encoding") != null) {
      return;
    }
    List<String> lengths =
        said.stream()
            .flatMap(each -> List.of(each.split(",", -1)).stream())
            .map(String::strip)
            .distinct()
            .toList();
    if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,18}")) {
      throw new ProtocolException(
          "its Content-Length is '" + Failures.shortened(String.join(", ", said)) + "'");
    }
  }

  /** Whether the length is of the body that is not sent: RFC 9110, section 15.4.5. */
  static boolean isOfAnother(Response response) {
    return response.code() == NOT_MODIFIED;
  }
}
