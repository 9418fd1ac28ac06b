package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpWarmUpTest {
  @Test
  void shouldGoThroughAllPhasesWhenServersOfTheWarmUpAreChecked() throws Exception {
    try (WarmUpServer server = WarmUpServer.start()) {
      HttpTarget plain =
          Checks.target("http://warm-up.invalid:" + server.plainPort() + "/")
              .withResolvers(List.of(server.resolver()));
      Checks.passed(plain);
      TlsMaterial material = TlsMaterial.trusting(server.certificate());
      try (HttpProber prober =
          HttpProber.open(Checks.target("https://127.0.0.1:" + server.tlsPort() + "/"), material)) {
        HttpCheck check = prober.check();
        assertEquals(Optional.empty(), check.failure());
        assertEquals("CN=localhost", check.last().tls().orElseThrow().subject());
      }
    }
  }

  @Test
  void shouldEndByItself() {
    HttpProber.warmUp();
  }
}
