package io.netsonde.http.net;

import java.util.List;

/**
 * That a server wanted a client's certificate, and one was configured.
 *
 * @param issuers by whom it wanted it to be signed; none where it did not say
 * @param isShown whether the one configured was such a one, and so was shown
 */
record CertificateWish(List<String> issuers, boolean isShown) {
  CertificateWish {
    issuers = List.copyOf(issuers);
  }
}
