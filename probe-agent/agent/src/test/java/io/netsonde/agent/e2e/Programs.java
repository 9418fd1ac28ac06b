package io.netsonde.agent.e2e;

import io.netsonde.agent.Main;
import io.netsonde.testkit.hosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the program as processes, ends with the test what has not ended yet, and shows what they
 * wrote where the test has failed.
 */
final class Programs implements AfterEachCallback {
  private static final int SHOWN_LINES = 60;

  private final Deque<Program> started = new ArrayDeque<>();

  /** {@code netsonde} with these arguments, on this host. */
  Program start(String... arguments) {
    return start(List.of(), Map.of(), arguments);
  }

  /** {@code netsonde} with these arguments and further variables, on this host. */
  Program start(Map<String, String> environment, String... arguments) {
    return start(List.of(), environment, arguments);
  }

  /** {@code netsonde} with these arguments, elsewhere. */
  Program start(Host host, String... arguments) {
    return start(host.command(), Map.of(), arguments);
  }

  /** {@code netsonde} with these arguments and further variables, elsewhere. */
  Program start(Host host, Map<String, String> environment, String... arguments) {
    return start(host.command(), environment, arguments);
  }

  /** {@code netsonde} with these arguments, on this host, without that capability. */
  Program startWithout(String capability, String... arguments) {
    return start(List.of("setpriv", "--bounding-set=-" + capability), Map.of(), arguments);
  }

  /** Another program than {@code netsonde}. */
  Program startOther(Host host, String... command) {
    return start(new ProcessBuilder(host.command(command)), command[0]);
  }

  private Program start(List<String> before, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher does.
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms16m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // What whoever runs the tests has set for a collector of his own does not concern these.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OTEL_") || name.startsWith("NETSONDE_"));
    builder.environment().putAll(environment);
    return start(builder, arguments[0]);
  }

  private Program start(ProcessBuilder builder, String name) {
    try {
      Program program = new Program(name + "-" + started.size(), builder.start());
      started.push(program);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + builder.command(), e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    for (Program program : started) {
      program.kill();
      if (context.getExecutionException().isPresent()) {
        show(program.name() + ", standard output", program.out());
        show(program.name() + ", log", program.log());
      }
    }
    started.clear();
  }

  private static void show(String what, List<String> lines) {
    System.err.println("--- the end of " + what);
    lines
        .subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
        .forEach(System.err::println);
  }
}
