package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.AttributeCatalogue;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rooms that may not import each other say the same. */
class RoomsAgreeTest {
  @Test
  void shouldNameTheSameReasonsWhenTheWireRejectsAndTheCatalogueDescribes() {
    assertEquals(
        new TreeSet<>(Arrays.stream(RejectReason.values()).map(RejectReason::label).toList()),
        new TreeSet<>(AttributeCatalogue.REJECT_REASON.values()));
  }
}
