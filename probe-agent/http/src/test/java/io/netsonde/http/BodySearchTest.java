package io.netsonde.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodySearchTest {
  @Test
  void shouldFindTextWhenPiecesPartIt() {
    BodySearch search = new BodySearch("größer");
    byte[] body = "das ist grögrößer".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < body.length; i++) {
      assertFalse(search.isFound());
      search.accept(body, i, 1);
    }
    assertTrue(search.isFound());
  }

  @Test
  void shouldAgreeWithStringSearchWhenTextsRepeatThemselves() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      String wanted = text(random, 1 + random.nextInt(6));
      String body = text(random, random.nextInt(40));
      BodySearch search = new BodySearch(wanted);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      int split = random.nextInt(bytes.length + 1);
      search.accept(bytes, 0, split);
      search.accept(bytes, split, bytes.length - split);
      assertEquals(body.contains(wanted), search.isFound(), wanted + " in " + body);
    }
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, 'a', 'c')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
