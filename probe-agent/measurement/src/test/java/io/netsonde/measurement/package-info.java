@NullMarked
package io.netsonde.measurement;

import org.jspecify.annotations.NullMarked;
