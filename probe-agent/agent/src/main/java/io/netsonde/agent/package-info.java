/**
 * The agent as a program: {@link io.netsonde.agent.Main} starts it, {@code cli} understands the
 * command line, {@code config} the file, {@code view} writes for people and programs. The {@link
 * io.netsonde.agent.Run}s behind the commands are composed here, of all measuring rooms and the
 * export.
 */
@NullMarked
package io.netsonde.agent;

import org.jspecify.annotations.NullMarked;
