/** Tests of the export. */
@NullMarked
package io.netsonde.export;

import org.jspecify.annotations.NullMarked;
