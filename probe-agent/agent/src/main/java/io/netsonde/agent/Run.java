package io.netsonde.agent;

import java.io.PrintWriter;

/**
 * What stands behind a command.
 *
 * @param <O> what it is told
 */
@FunctionalInterface
public interface Run<O> {
  /** The run did what it was asked. */
  int DONE = 0;

  /** The run failed, for instance because nothing was answered. */
  int FAILED = 1;

  /** The command line or the configuration can't be used. */
  int WRONG_USAGE = 2;

  /**
   * Runs until done or until a shutdown is requested, and then stops in an orderly way.
   *
   * @param options valid and complete
   * @param out where results go; errors and logs go elsewhere
   * @param shutdown is asked whether, and told what to do when, the user wants to stop
   * @return the exit status
   * @throws Exception if it can't run; the message is for the user and names operation and peer
   */
  int run(O options, PrintWriter out, Shutdown shutdown) throws Exception;
}
