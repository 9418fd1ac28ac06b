package io.netsonde.agent.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.agent.view.PingJson;
import java.util.List;

/** The demo's paths for programs: an array, figures as those of {@code ping --json}. */
final class DemoJson {
  private DemoJson() {}

  static String of(List<DemoNetwork.DemoPath> paths) {
    ArrayNode root = JsonNodeFactory.instance.arrayNode();
    for (DemoNetwork.DemoPath path : paths) {
      ObjectNode node = root.addObject();
      node.put("from", path.from());
      node.put("to", path.to());
      node.put("up", path.figures().isUp());
      path.figures()
          .total()
          .ifPresentOrElse(
              figures -> node.set("figures", PingJson.figures(figures)),
              () -> node.putNull("figures"));
    }
    return root.toPrettyString();
  }
}
