package io.netsonde.agent.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process. Its methods wait for events, and no longer than {@link #LIMIT}. */
final class Program {
  /** Much longer than anything takes on a host that is merely busy. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Process process;
  private final Output out;
  private final Output err;

  Program(String name, Process process) {
    this.name = name;
    this.process = process;
    out = new Output(name + "-out", process.getInputStream());
    err = new Output(name + "-err", process.getErrorStream());
  }

  String name() {
    return name;
  }

  /** Waits for a line of standard output that contains {@code part}. */
  Output.Line awaitOut(String part) throws InterruptedException {
    return await(out, part);
  }

  /** Waits for a line of the log that contains {@code part}. */
  Output.Line awaitLog(String part) throws InterruptedException {
    return await(err, part);
  }

  private Output.Line await(Output output, String part) throws InterruptedException {
    return output
        .await(line -> line.contains(part), LIMIT)
        .orElseThrow(
            () ->
                new AssertionError(
                    name
                        + (process.isAlive() ? " does not write" : " has ended without writing")
                        + " '"
                        + part
                        + "'"));
  }

  /** Waits for the end and returns the exit status; then all output is there. */
  int awaitExit() throws InterruptedException {
    return awaitExit(Duration.ZERO);
  }

  /** The same for a program that goes on for so long of its own. */
  int awaitExit(Duration run) throws InterruptedException {
    Duration limit = run.plus(LIMIT);
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end within " + limit);
    }
    out.awaitEnd(LIMIT);
    err.awaitEnd(LIMIT);
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Stops the process for so long, as a machine that does not run it does.
   *
   * @throws IllegalStateException if it cannot be stopped
   */
  void pause(Duration duration) throws IOException, InterruptedException {
    signal("STOP");
    try {
      Thread.sleep(duration);
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Has the virtual machine collect all garbage, with every thread stopped meanwhile. */
  void collectGarbage() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    run(jcmd, Long.toString(process.pid()), "GC.run");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " fails");
    }
  }

  /** Sends SIGTERM, as an operator would. */
  void terminate() {
    process.toHandle().destroy(); // Process.destroy would also close what it writes to.
  }

  /** Sends SIGKILL and waits for the end. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitExit();
  }

  List<String> out() {
    return out.lines();
  }

  List<String> log() {
    return err.lines();
  }
}
