/** Programs that measure the measuring; the scripts beside this module's pom run them. */
@NullMarked
package io.netsonde.benchmarks;

import org.jspecify.annotations.NullMarked;
