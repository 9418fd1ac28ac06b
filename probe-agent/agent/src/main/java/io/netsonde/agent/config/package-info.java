/**
 * The agent's configuration: a YAML file in, an immutable {@link
 * io.netsonde.agent.config.AgentConfig} or a list of everything that is wrong with the file out.
 *
 * <p>{@link io.netsonde.agent.config.ConfigFile} is the door. A record of this package that exists
 * is valid: its constructor saw to it. Nothing here opens a socket, resolves a name or logs.
 */
@NullMarked
package io.netsonde.agent.config;

import org.jspecify.annotations.NullMarked;
