package io.netsonde.agent.run;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.BaselineText;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What is normal on each path, kept in the state directory so that it outlives the agent. Without
 * such a directory it is kept in memory only. A directory or a file that cannot be used is warned
 * of and stops nothing; what could not be written is tried again.
 *
 * <p>Safe for several threads; {@link #learned} never waits for the disk: a thread of its own
 * writes, and what comes while it does is written together with the next.
 */
final class Baselines implements AutoCloseable {
  private static final String FILE = "baselines";
  private static final String ADVICE =
      "; what triggers learn is forgotten when the agent ends" + StateDirectory.ADVICE;
  private static final long PATIENCE_SECONDS = 5;

  private final long agent;
  private final Optional<StateDirectory> directory;
  private final Consumer<String> warnings;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("netsonde-state").unstarted(work));

  /** Changed since it was written last. */
  private final AtomicBoolean isDirty = new AtomicBoolean();

  private final AtomicBoolean isOrdered = new AtomicBoolean();

  /** One warning until writing succeeds again. */
  private boolean isFailing; // by the writer alone, once it has begun

  private final Map<Path, BaselineSnapshot> baselines = new HashMap<>(); // guarded by itself

  private Baselines(long agent, Optional<StateDirectory> directory, Consumer<String> warnings) {
    this.agent = agent;
    this.directory = directory;
    this.warnings = warnings;
  }

  /**
   * Those that an earlier run left in that directory, of these paths: others are not measured any
   * more.
   *
   * @param agent whose they are
   */
  static Baselines in(
      Optional<java.nio.file.Path> directory,
      long agent,
      Set<Path> paths,
      Consumer<String> warnings) {
    Baselines baselines = new Baselines(agent, directory.map(StateDirectory::new), warnings);
    baselines.directory.ifPresent(
        state -> {
          baselines.prepare(state, directory.get());
          baselines.read(state);
          baselines.baselines.keySet().retainAll(paths);
        });
    return baselines;
  }

  /** None, and forgotten at the end. */
  static Baselines inMemory() {
    return new Baselines(0, Optional.empty(), warning -> {});
  }

  /** What an earlier run learned of that path. */
  Optional<BaselineSnapshot> of(Path path) {
    synchronized (baselines) {
      return Optional.ofNullable(baselines.get(path));
    }
  }

  /** What holds for that path from now on; empty: it is being learned anew. */
  void learned(Path path, Optional<BaselineSnapshot> snapshot) {
    synchronized (baselines) {
      Optional<BaselineSnapshot> known = Optional.ofNullable(baselines.get(path));
      if (!known.equals(snapshot)) {
        snapshot.ifPresentOrElse(now -> baselines.put(path, now), () -> baselines.remove(path));
        isDirty.set(true);
      }
    }
    directory.ifPresent(this::writeSoon);
  }

  private void writeSoon(StateDirectory state) {
    if (isDirty.get() && isOrdered.compareAndSet(false, true)) {
      writer.execute(
          () -> {
            isOrdered.set(false);
            write(state);
          });
    }
  }

  private void prepare(StateDirectory state, java.nio.file.Path directory) {
    try {
      state.prepare();
    } catch (IOException e) {
      isFailing = true;
      warnings.accept(
          "cannot use the state directory " + directory + ": " + e.getMessage() + ADVICE);
    }
  }

  private void read(StateDirectory state) {
    try {
      List<BaselineSnapshot> found =
          BaselineText.parse(agent, state.read(FILE).orElse(BaselineText.of(agent, List.of())));
      found.forEach(snapshot -> baselines.put(snapshot.path(), snapshot));
    } catch (IOException | ParseException e) {
      warnings.accept(
          "cannot use the baselines in "
              + state.file(FILE)
              + ": "
              + e.getMessage()
              + "; they are learned anew"
              + aside(state));
    }
  }

  private static String aside(StateDirectory state) {
    try {
      return ", and the file is kept as " + state.setAside(FILE);
    } catch (IOException e) {
      return ", and the file stays until it is replaced";
    }
  }

  private void write(StateDirectory state) {
    isDirty.set(false);
    String text;
    synchronized (baselines) {
      text = BaselineText.of(agent, baselines.values());
    }
    try {
      state.write(FILE, text);
      isFailing = false;
    } catch (IOException e) {
      isDirty.set(true);
      if (!isFailing) {
        isFailing = true;
        warnings.accept("cannot write " + state.file(FILE) + ": " + e.getMessage() + ADVICE);
      }
    }
  }

  /** Waits until what was learned is written. */
  @Override
  public void close() {
    directory.ifPresent(this::writeSoon);
    writer.shutdown();
    try {
      if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        warnings.accept("the baselines could not be written in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
