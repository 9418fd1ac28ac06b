package io.netsonde.agent.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.agent.view.FindingJson;
import io.netsonde.agent.view.HttpFigures;
import io.netsonde.agent.view.HttpJson;
import io.netsonde.agent.view.PingJson;

/**
 * The demo for programs: its paths with figures as those of {@code ping --json}, its service with
 * figures as those of {@code http --json}, and what was found.
 */
final class DemoJson {
  private DemoJson() {}

  static String of(DemoNetwork network) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode paths = root.putArray("paths");
    for (DemoNetwork.DemoPath path : network.paths()) {
      ObjectNode node = paths.addObject();
      node.put("from", path.from());
      node.put("to", path.to());
      node.put("up", path.figures().isUp());
      path.figures()
          .total()
          .ifPresentOrElse(
              figures -> node.set("figures", PingJson.figures(figures)),
              () -> node.putNull("figures"));
    }
    ObjectNode service = root.putArray("services").addObject();
    service.put("name", DemoService.NAME);
    service.set("figures", HttpJson.figures(HttpFigures.of(network.checks())));
    root.set("findings", FindingJson.of(network.findings()));
    return root.toPrettyString();
  }
}
