package io.netsonde.agent.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/** Whom a reflector answers. */
public sealed interface AllowedAgents {
  /** Whoever completes the handshake. */
  record Any() implements AllowedAgents {}

  /**
   * These agents only.
   *
   * @param ids unsigned 32-bit, at least one, in the order given
   */
  record Listed(SequencedSet<Long> ids) implements AllowedAgents {
    public Listed {
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("no agent is allowed");
      }
      ids.forEach(id -> Limits.require("agent id", id, 1, Limits.MAX_AGENT_ID));
      ids = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(ids));
    }
  }

  /** Whether the agent {@code id} is answered. */
  default boolean contains(long id) {
    return switch (this) {
      case Any _ -> true;
      case Listed(Set<Long> ids) -> ids.contains(id);
    };
  }

  /**
   * Reads {@code any} or ids separated by commas, as on the command line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static AllowedAgents parse(String text) {
    if (text.equals("any")) {
      return new Any();
    }
    SequencedSet<Long> ids = new LinkedHashSet<>();
    Arrays.stream(text.split(",", -1)).map(AgentIds::parse).forEach(ids::add);
    return new Listed(ids);
  }
}
