package io.netsonde.measurement.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathHash;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineTextTest {
  private static final BaselineSnapshot BERLIN =
      new BaselineSnapshot(
          Cycles.PATH,
          1,
          20_100_000,
          310_000,
          Cycles.START,
          Optional.of(new PathHash("7a3f00c215d0e9b4")));
  private static final String TEXT =
      """
      netsonde baselines 1
      probe=to-berlin peer=100 address=berlin.example.net port=5000 flows=1 rtt_ns=20100000 jitter_ns=310000 learned_ns=1790000000000000000 route=7a3f00c215d0e9b4
      """;

  private static String mistake(String text) {
    return String.valueOf(
        assertThrows(ParseException.class, () -> BaselineText.parse(text)).getMessage());
  }

  @Test
  void shouldWriteAndReadTheSameText() throws ParseException {
    assertEquals(TEXT, BaselineText.of(List.of(BERLIN)));
    assertEquals(List.of(BERLIN), BaselineText.parse(TEXT));
    assertEquals(List.of(), BaselineText.parse(BaselineText.of(List.of())));
  }

  @Test
  void shouldKeepOddNames() throws ParseException {
    BaselineSnapshot odd =
        new BaselineSnapshot(
            new Path("nach Köln\n= 100 %", 0xffff_ffffL, "fe80::1%eth0", 1),
            8,
            1,
            0,
            0,
            Optional.empty());
    assertEquals(List.of(odd, BERLIN), BaselineText.parse(BaselineText.of(List.of(BERLIN, odd))));
  }

  @Test
  void shouldSayWhatIsWrongAndWhere() {
    String end = "; without the file the baselines are learned anew";
    assertEquals("line 1: expected 'netsonde baselines 1', found ''" + end, mistake(""));
    assertEquals(
        "line 1: expected 'netsonde baselines 1', found '{\"a\": 1}'" + end, mistake("{\"a\": 1}"));
    assertEquals(
        "line 1: version 2 is not known, only version 1" + end, mistake("netsonde baselines 2\n"));
    assertEquals(
        "line 3: expected 'probe=NAME peer=ID ...', found 'probe='" + end,
        mistake(TEXT + "probe=\n"));
    assertEquals(
        "line 2: port 70000 is not within 1 to 65535" + end,
        mistake(TEXT.replace("port=5000", "port=70000")));
    assertEquals(
        "line 2: an RTT is above 0, not 0 ns" + end,
        mistake(TEXT.replace("rtt_ns=20100000", "rtt_ns=0")));
  }

  @Test
  void shouldRefuseMutatedTextWithMessageOnly() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int edit = random.nextInt(3); edit >= 0; edit--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(10, 130));
      }
      try {
        BaselineText.parse(text.toString());
      } catch (ParseException e) {
        assertEquals(0, String.valueOf(e.getMessage()).indexOf("line "), text.toString());
      }
    }
  }
}
