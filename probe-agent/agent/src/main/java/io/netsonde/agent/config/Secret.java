package io.netsonde.agent.config;

/**
 * A text that is never shown: {@link #toString} hides it from logs and messages.
 *
 * @param text not empty; a key is the UTF-8 bytes of this
 */
public record Secret(String text) {
  /** What is shown in its place. */
  public static final String MASK = "****";

  public Secret {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
  }

  @Override
  public String toString() {
    return MASK;
  }
}
