package io.netsonde.agent.run;

import io.netsonde.agent.config.FileTrouble;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.BaselineText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What is normal on each path, kept in the state directory so that it outlives the agent. Without
 * such a directory it is kept in memory only.
 *
 * <p>Safe for several threads; {@link #learned} never waits for the disk: a thread of its own
 * writes, and what comes while it does is written together with the next.
 */
final class Baselines implements AutoCloseable {
  private static final String FILE = "baselines";
  private static final long PATIENCE_SECONDS = 5;

  private final Optional<StateDirectory> directory;
  private final Consumer<String> warnings;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("netsonde-state").unstarted(work));
  private final AtomicBoolean isToBeWritten = new AtomicBoolean();
  private final Map<Path, BaselineSnapshot> baselines = new HashMap<>(); // guarded by itself

  private Baselines(Optional<StateDirectory> directory, Consumer<String> warnings) {
    this.directory = directory;
    this.warnings = warnings;
  }

  /** Those that an earlier run left in that directory; a file that cannot be read is left out. */
  static Baselines in(Optional<StateDirectory> directory, Consumer<String> warnings) {
    Baselines baselines = new Baselines(directory, warnings);
    directory.ifPresent(baselines::read);
    return baselines;
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
      if (known.equals(snapshot)) {
        return;
      }
      snapshot.ifPresentOrElse(now -> baselines.put(path, now), () -> baselines.remove(path));
    }
    directory.ifPresent(
        state -> {
          if (isToBeWritten.compareAndSet(false, true)) {
            writer.execute(() -> write(state));
          }
        });
  }

  private void read(StateDirectory state) {
    try {
      for (BaselineSnapshot snapshot : BaselineText.parse(state.read(FILE))) {
        baselines.put(snapshot.path(), snapshot);
      }
    } catch (NoSuchFileException e) {
      return; // The first run.
    } catch (IOException e) {
      unusable(state, FileTrouble.of(e));
    } catch (ParseException e) {
      unusable(state, String.valueOf(e.getMessage()));
    }
  }

  private void unusable(StateDirectory state, String why) {
    warnings.accept(
        "cannot use the baselines in " + state.file(FILE) + ": " + why + "; learning anew");
  }

  private void write(StateDirectory state) {
    isToBeWritten.set(false);
    String text;
    synchronized (baselines) {
      text = BaselineText.of(baselines.values());
    }
    try {
      state.write(FILE, text);
    } catch (IOException e) {
      warnings.accept(
          "cannot keep the baselines in " + state.file(FILE) + ": " + FileTrouble.of(e));
    }
  }

  /** Waits until what was learned is written. */
  @Override
  public void close() {
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
