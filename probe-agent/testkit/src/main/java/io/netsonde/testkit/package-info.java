/** What tests of several rooms share: manual clocks, simulated paths, requirements. */
@NullMarked
package io.netsonde.testkit;

import org.jspecify.annotations.NullMarked;
