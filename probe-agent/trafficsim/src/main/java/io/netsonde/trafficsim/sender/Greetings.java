package io.netsonde.trafficsim.sender;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * The HELLOs whose answers may still come, oldest first. An answer to one settles all before it:
 * what a reflector said earlier must not undo what it said later, however long it was under way.
 */
final class Greetings {
  /** At 2 s from one to the next, an answer may take as many times as long. */
  private static final int REMEMBERED = 8;

  private record Hello(int sequence, long sentNanos) {}

  private final ArrayDeque<Hello> awaited = new ArrayDeque<>();

  void sent(int sequence, long nowNanos) {
    if (awaited.size() == REMEMBERED) {
      awaited.removeFirst();
    }
    awaited.addLast(new Hello(sequence, nowNanos));
  }

  /** When the HELLO of that number left, if it is awaited; then it and those before are settled. */
  OptionalLong answered(int sequence) {
    for (Hello hello : awaited) {
      if (hello.sequence() == sequence) {
        settleUpTo(sequence);
        return OptionalLong.of(hello.sentNanos());
      }
    }
    return OptionalLong.empty();
  }

  private void settleUpTo(int sequence) {
    Hello settled;
    do {
      settled = awaited.removeFirst();
    } while (settled.sequence() != sequence);
  }
}
