package io.netsonde.measurement.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.trace.Route;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineTextTest {
  private static final long AGENT = 101;
  private static final BaselineSnapshot BERLIN =
      new BaselineSnapshot(
          Cycles.PATH,
          1,
          20_100_000,
          310_000,
          Cycles.START,
          Optional.of(Route.parse("1=192.0.2.1,3=192.0.2.5|192.0.2.9,4=2001:db8::1")));
  private static final String TEXT =
      """
      netsonde baselines 1 agent=101
      probe=to-berlin peer=100 address=berlin.example.net port=5000 flows=1 rtt_ns=20100000 jitter_ns=310000 learned_ns=1790000000000000000 route=1=192.0.2.1,3=192.0.2.5|192.0.2.9,4=2001:db8:0:0:0:0:0:1
      """;

  private static String mistake(String text) {
    return String.valueOf(
        assertThrows(ParseException.class, () -> BaselineText.parse(AGENT, text)).getMessage());
  }

  @Test
  void shouldWriteAndReadTheSameText() throws ParseException {
    assertEquals(TEXT, BaselineText.of(AGENT, List.of(BERLIN)));
    assertEquals(List.of(BERLIN), BaselineText.parse(AGENT, TEXT));
    assertEquals(List.of(), BaselineText.parse(AGENT, BaselineText.of(AGENT, List.of())));
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
    assertEquals(
        List.of(odd, BERLIN),
        BaselineText.parse(AGENT, BaselineText.of(AGENT, List.of(BERLIN, odd))));
  }

  @Test
  void shouldSayWhatIsWrongAndWhere() {
    String expected = "line 1: expected 'netsonde baselines 1 agent=101', found ";
    assertEquals(expected + "''", mistake(""));
    assertEquals(expected + "'{\"a\": 1}'", mistake("{\"a\": 1}"));
    assertEquals(expected + "'?[2J??'", mistake("\u001b[2J\u0000\u00e9"));
    assertEquals(
        "line 1: version 2 is not known, only version 1",
        mistake("netsonde baselines 2 agent=101\n"));
    assertEquals(
        "line 3: expected 'probe=NAME peer=ID ...', found 'probe='", mistake(TEXT + "probe=\n"));
    assertEquals(
        "line 2: port 70000 is not within 1 to 65535",
        mistake(TEXT.replace("port=5000", "port=70000")));
    assertEquals(
        "line 2: an RTT is above 0, not 0 ns",
        mistake(TEXT.replace("rtt_ns=20100000", "rtt_ns=0")));
    assertEquals(
        "line 2: '3=' is no hop, as 1=192.0.2.1",
        mistake(TEXT.replace("3=192.0.2.5|192.0.2.9", "3=")));
    assertEquals(
        "line 2: a TTL is within 1 to 255, not 300", mistake(TEXT.replace(",3=", ",300=")));
  }

  @Test
  void shouldRefuseWhatAnotherAgentLearned() {
    assertEquals(
        "line 1: these are not agent 101's, but of '1 agent=102'",
        mistake(TEXT.replace("agent=101", "agent=102")));
    assertEquals(
        "line 1: these are not agent 101's, but of '1'", mistake(TEXT.replace(" agent=101", "")));
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
        BaselineText.parse(AGENT, text.toString());
      } catch (ParseException e) {
        assertEquals(0, String.valueOf(e.getMessage()).indexOf("line "), text.toString());
      }
    }
  }
}
