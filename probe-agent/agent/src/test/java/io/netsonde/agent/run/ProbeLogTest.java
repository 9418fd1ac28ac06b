package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.netio.interfaces.Candidate;
import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.netio.interfaces.InterfaceChange.Cause;
import io.netsonde.netio.interfaces.LinkKind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ProbeLogTest {
  private static final Candidate WIRE =
      new Candidate("eth1", 3, true, LinkKind.WIRED, InetAddress.ofLiteral("192.0.2.1"), true);

  private static List<String> logged(InterfaceChange change) {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.netsonde.agent");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      new ProbeLog("to-berlin", FlowLog.toLog("to-berlin", 1), TraceFate.NONE)
          .interfaceChanged(change);
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    return lines;
  }

  @Test
  void shouldSayByWhichInterfaceItSendsNow() {
    assertEquals(
        List.of("INFO probe to-berlin: now over eth1 (192.0.2.1): eth0 is gone"),
        logged(
            new InterfaceChange(Optional.empty(), Optional.of(WIRE), Cause.GONE, "eth0 is gone")));
  }

  @Test
  void shouldWarnWhenNoneIsLeft() {
    assertEquals(
        List.of(
            "WARNING probe to-berlin: no interface is left: eth1 is gone; its packets count as"
                + " lost until that ends"),
        logged(
            new InterfaceChange(Optional.of(WIRE), Optional.empty(), Cause.GONE, "eth1 is gone")));
  }
}
