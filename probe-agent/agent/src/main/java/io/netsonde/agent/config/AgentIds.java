package io.netsonde.agent.config;

/** Agent ids as text. */
public final class AgentIds {
  private AgentIds() {}

  /**
   * Reads an agent id, 1 to 4294967295.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static long parse(String text) {
    String digits = text.strip();
    if (digits.matches("[0-9]{1,10}")) {
      long id = Long.parseLong(digits);
      if (id >= 1 && id <= Limits.MAX_AGENT_ID) {
        return id;
      }
    }
    throw new IllegalArgumentException(
        "'" + digits + "' is not an agent id, a whole number from 1 to " + Limits.MAX_AGENT_ID);
  }
}
