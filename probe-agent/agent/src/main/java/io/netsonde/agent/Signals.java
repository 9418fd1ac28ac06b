package io.netsonde.agent;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Signals of the operating system. The JDK's only way to see a second one is {@code
 * sun.misc.Signal} of the module jdk.unsupported, whose direct use javac warns of: hence by
 * reflection. Where it is missing, a shutdown hook sees the first signal.
 */
final class Signals {
  private Signals() {}

  // A proxy is equal to itself alone; its own equals() would end up here again.
  @SuppressWarnings("ReferenceEquality")
  static void handle(List<String> names, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "signal handler";
                  });
      for (String name : names) {
        Object instance = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
      }
    } catch (ReflectiveOperationException _) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(action));
    }
  }
}
