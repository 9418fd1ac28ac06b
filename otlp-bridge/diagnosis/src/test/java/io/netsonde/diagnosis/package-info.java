@NullMarked
package io.netsonde.diagnosis;

import org.jspecify.annotations.NullMarked;
