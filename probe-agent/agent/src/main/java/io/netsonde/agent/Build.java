package io.netsonde.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What this program was built from.
 *
 * @param version of the project
 * @param commit of its repository, or {@code unknown}
 */
public record Build(String version, String commit) {
  /** The running one. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException _) {
      // Says "unknown" below: a version is not worth failing for.
    }
    return new Build(
        properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
  }
}
