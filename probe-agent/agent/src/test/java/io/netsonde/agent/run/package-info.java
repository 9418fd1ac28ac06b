/** Tests of what the commands do. */
@NullMarked
package io.netsonde.agent.run;

import org.jspecify.annotations.NullMarked;
