package io.netsonde.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that runs for as long as a test wants it to. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a program whose output goes to a file in {@code folder}.
   *
   * @param name what to call it, in messages and for its log
   */
  public static ServerProcess start(String name, Path folder, List<String> command) {
    Path log = folder.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ServerProcess(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Waits until {@code health} answers 200. */
  public void awaitHealthy(URI health, Duration timeout) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST).build()) {
      await(health + " to answer", timeout, () -> answers(client, health));
    }
  }

  /**
   * Waits until {@code condition} holds, looking again and again, for as long as the process lives.
   *
   * @param what it waits for, in words
   * @throws AssertionError if the time is over or the process ends before
   */
  public void await(String what, Duration timeout, BooleanSupplier condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(name + ": waited " + timeout + " in vain for " + what);
      }
      if (ended(Duration.ofMillis(50))) {
        throw new AssertionError(name + " ended with status " + process.exitValue());
      }
    }
  }

  /** What the process has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }

  public String name() {
    return name;
  }

  /** Ends the process as an operator would, and waits for its end; kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    if (!ended(STOP)) {
      process.destroyForcibly();
      ended(STOP);
    }
  }

  private boolean ended(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + name, e);
    }
  }

  private static boolean answers(HttpClient client, URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(REQUEST).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + uri, e);
    }
  }
}
