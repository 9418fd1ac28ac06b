package io.netsonde.agent.config;

/**
 * A configuration can't be used. The message is for the user: one line a mistake. Mistakes of the
 * file are sorted by position, each as {@code file:line:column: what was found, what was expected
 * and what to do}; what only this host refuses names the setting instead.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
