package io.netsonde.measurement;

import java.util.List;

/** Every event of this version that is a log record. */
public final class EventCatalogue {
  private EventCatalogue() {}

  /** All log records. */
  public static List<Event> events() {
    return List.of(FindingCatalogue.FOUND, TraceCatalogue.PATH_CHANGE);
  }
}
