/**
 * The command line: what the user typed, turned into the options of a {@link
 * io.netsonde.agent.Run}. Commands are thin; what they do stands behind the run.
 */
@NullMarked
package io.netsonde.agent.cli;

import org.jspecify.annotations.NullMarked;
