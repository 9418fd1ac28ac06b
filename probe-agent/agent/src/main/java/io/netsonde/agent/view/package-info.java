/**
 * What people and programs get to see. Pure: figures in, text out; whoever owns the terminal prints
 * it.
 */
@NullMarked
package io.netsonde.agent.view;

import org.jspecify.annotations.NullMarked;
