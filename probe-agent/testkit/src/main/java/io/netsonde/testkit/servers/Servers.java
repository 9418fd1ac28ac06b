package io.netsonde.testkit.servers;

import io.netsonde.testkit.hosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The servers of a test, as a JUnit extension: registered with {@code @RegisterExtension}, it gives
 * each test a folder, stops what the test has started, in reverse order, and shows the servers'
 * logs where the test has failed.
 */
public final class Servers implements BeforeEachCallback, AfterEachCallback {
  private static final int LOG_LINES = 60;

  private final Deque<ServerProcess> started = new ArrayDeque<>();
  private @Nullable Path folder;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("netsonde-servers-");
  }

  /** A folder of the running test's own, gone after it. */
  public Path folder() {
    if (folder == null) {
      throw new IllegalStateException("there is no test running");
    }
    return folder;
  }

  /** Starts a program that ends with the test at the latest. */
  public ServerProcess start(String name, List<String> command) {
    ServerProcess process = ServerProcess.start(name, folder(), command);
    started.push(process);
    return process;
  }

  /** A collector that is not started yet. */
  public CollectorServer collector() {
    return new CollectorServer(this);
  }

  /** Starts a Prometheus that scrapes {@code targets}, each {@code host:port}, and takes OTLP. */
  public PrometheusServer prometheus(String... targets) {
    return PrometheusServer.start(this, Optional.empty(), List.of(targets));
  }

  /** The same on another host, on whose loopback it then is; asking it there takes curl. */
  public PrometheusServer prometheus(Host host, String... targets) {
    return PrometheusServer.start(this, Optional.of(host), List.of(targets));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (ServerProcess process : started) {
      process.close();
      if (context.getExecutionException().isPresent()) {
        show(process);
      }
    }
    started.clear();
    delete(folder());
    folder = null;
  }

  private static void show(ServerProcess process) {
    List<String> lines = process.log().lines().toList();
    System.err.println("--- the end of the log of " + process.name());
    lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).forEach(System.err::println);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
