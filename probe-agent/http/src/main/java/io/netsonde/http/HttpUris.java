package io.netsonde.http;

import java.net.URI;

/** Web addresses as they may be shown. */
public final class HttpUris {
  private HttpUris() {}

  /** Without user and password. */
  public static URI withoutUser(URI uri) {
    String user = uri.getRawUserInfo();
    if (user == null) {
      return uri;
    }
    return URI.create(uri.toString().replace(user + "@", ""));
  }
}
