package io.netsonde.agent.run;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.netsonde.measurement.GarbageCollection;
import io.netsonde.measurement.MeasurementSink;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Tells telemetry of garbage collections, which pause the agent and not the network. */
final class Collections {
  private Collections() {}

  /** From now on; not on the calling thread, since management is slow to start. */
  static void watch(MeasurementSink sink) {
    Thread unused =
        Thread.ofPlatform().daemon().name("netsonde-collections").start(() -> listen(sink));
  }

  private static void listen(MeasurementSink sink) {
    NotificationListener listener =
        (notification, _) -> {
          if (notification.getUserData() instanceof CompositeData data
              && notification
                  .getType()
                  .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var told = GarbageCollectionNotificationInfo.from(data);
            Duration took = Duration.ofMillis(told.getGcInfo().getDuration());
            sink.accept(
                new GarbageCollection(told.getGcName(), told.getGcAction(), took.toNanos()));
          }
        };
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }
}
