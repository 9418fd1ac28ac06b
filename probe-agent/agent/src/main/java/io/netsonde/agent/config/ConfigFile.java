package io.netsonde.agent.config;

import io.netsonde.export.ScrapeSettings;
import io.netsonde.measurement.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads an agent's configuration. */
public final class ConfigFile {
  /** No configuration written by hand or by a generator for one agent is larger. */
  static final int MAX_BYTES = 4 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigFile() {}

  /**
   * Reads {@code file}.
   *
   * @param environment variables for {@code ${env:NAME}}
   * @throws ConfigException naming everything that is wrong with it
   */
  public static AgentConfig load(Path file, Map<String, String> environment)
      throws ConfigException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException _) {
      throw new ConfigException(file + ": there is no such file; check the path");
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a directory" : FileTrouble.of(e);
      throw new ConfigException(file + ": the file can't be read: " + reason);
    }
    return parse(file.toString(), bytes, environment);
  }

  /**
   * Reads the content of a file.
   *
   * @param name the file's, for messages
   * @param bytes YAML in UTF-8
   * @param environment variables for {@code ${env:NAME}}
   * @throws ConfigException naming everything that is wrong with it
   */
  public static AgentConfig parse(String name, byte[] bytes, Map<String, String> environment)
      throws ConfigException {
    Problems problems = new Problems();
    Reading reading =
        new Reading(problems, new Substitution(environment), scrape(environment, problems));
    Optional<AgentConfig> config = Optional.empty();
    if (bytes.length > MAX_BYTES) {
      problems.add(Position.START, "found more than " + (MAX_BYTES >> 20) + " MiB");
    } else {
      Optional<Node> node =
          decode(bytes, problems).flatMap(text -> new YamlText(name, text, problems).compose());
      config = node.flatMap(root -> AgentReader.read(reading, root));
    }
    return config.orElseThrow(() -> problems.in(name));
  }

  /** The variables of the OpenTelemetry SDK hold where the file is silent. */
  private static HostPort scrape(Map<String, String> environment, Problems problems) {
    try {
      ScrapeSettings settings = ScrapeSettings.fromEnvironment(environment);
      return new HostPort(settings.host(), settings.port());
    } catch (IllegalArgumentException e) {
      problems.add(Position.START, "in the environment: " + e.getMessage());
      return Defaults.PROMETHEUS_LISTEN;
    }
  }

  private static Optional<String> decode(byte[] bytes, Problems problems) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
      Position where = new Position(line, text.length() - text.lastIndexOf('\n'));
      String found = "%02X".formatted(bytes[in.position()]);
      problems.add(where, "found the byte " + found + ", expected UTF-8; save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }
}
