/**
 * Hosts of the tests' own: Linux network namespaces joined by a virtual cable, and programs there.
 */
@NullMarked
package io.netsonde.testkit.hosts;

import org.jspecify.annotations.NullMarked;
