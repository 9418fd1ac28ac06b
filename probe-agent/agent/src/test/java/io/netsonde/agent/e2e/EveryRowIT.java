package io.netsonde.agent.e2e;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.agent.e2e.Collected.Log;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.testkit.hosts.JavaProgram;
import io.netsonde.testkit.hosts.RouterChain;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.PrometheusServer;
import io.netsonde.testkit.servers.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One agent checks web services good and bad, traces by all protocols, sends echoes, and measures a
 * path on which a router becomes lossy and another is replaced. All that the catalogues promise of
 * this is in a real collector's file, and scraped by a real Prometheus.
 */
class EveryRowIT {
  private static final int LOSSY = 2;
  private static final int REPLACED = 3;
  private static final int SILENT = 4;
  private static final int ROUTERS = 4;

  /** Of a service that becomes slow, which takes ten windows of a minute to be said. */
  private static final String SLOW = "a slow service takes ten minutes to be found: HttpSeriesTest";

  private static final String FINDING = "log netsonde.finding: ";

  /** What cannot be had here. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          entry(
              "event hop of traceroute: netsonde.hop.mpls",
              "Linux quotes no labels without an MPLS network: TraceExportTest"),
          entry(
              "span http request: error.type",
              "no service refuses to take a request: ExchangeFailureTest"),
          entry(
              "log netsonde.trace.path.change: netsonde.flow",
              "the path's own traces are ten minutes apart: TraceExportTest"),
          entry(
              "log netsonde.trace.path.change: netsonde.peer.agent.id",
              "likewise: TraceExportTest"),
          entry(FINDING + "url.full", SLOW),
          entry(FINDING + "netsonde.evidence.value", SLOW),
          entry(FINDING + "netsonde.evidence.baseline.mean", SLOW),
          entry(FINDING + "netsonde.evidence.baseline.stddev", SLOW),
          entry(FINDING + "netsonde.evidence.checks", SLOW),
          entry(
              FINDING + "netsonde.evidence.flows",
              "all flows lose alike: PathDiagnosisTest, EqualCostPathsIT"),
          entry(
              FINDING + "netsonde.evidence.interface.from",
              "there is one interface only: PathDiagnosisTest"),
          entry(FINDING + "network.interface.name", "likewise: PathDiagnosisTest"),
          entry(FINDING + "netsonde.evidence.packets.unsent", "all leave: LastingLossTest"),
          entry(
              FINDING + "netsonde.evidence.packets.undeliverable",
              "of one run of netsonde ping: RunDiagnosisTest"),
          entry(
              FINDING + "netsonde.evidence.packets.dropped",
              "by a busy agent only: AgentDiagnosisTest"),
          // Where the machine is busy the agent may stall, and then says nothing of directions.
          entry(FINDING + "netsonde.forward.loss", "by a quiet agent only: PathDiagnosisTest"),
          entry(FINDING + "netsonde.reverse.loss", "by a quiet agent only: PathDiagnosisTest"),
          entry(FINDING + "netsonde.round_trip.loss", "by a quiet agent only: PathDiagnosisTest"),
          entry(FINDING + "netsonde.send.lag.p99", "by a busy agent only: AgentDiagnosisTest"),
          entry(FINDING + "netsonde.evidence.paused", "by a busy agent only: AgentDiagnosisTest"),
          entry(
              FINDING + "netsonde.evidence.pause.max", "by a busy agent only: AgentDiagnosisTest"),
          entry(
              FINDING + "netsonde.evidence.slots.missed",
              "by a busy agent only: AgentDiagnosisTest"));

  @RegisterExtension final Servers near = new Servers();
  @RegisterExtension final Servers far = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  private RouterChain chain;
  private CollectorServer collector;

  @BeforeEach
  void build() {
    chain = RouterChain.create(ROUTERS);
    chain.silence(SILENT);
    collector = near.collector().on(chain.source()).start();
  }

  @AfterEach
  void tearDown() {
    chain.close();
  }

  @Test
  void shouldTellAllThatTheCataloguesPromiseOfWhyAPathIsSlow() throws Exception {
    WebServices.certify(far.folder());
    Program services = services();
    SlowPathAgent agent = new SlowPathAgent(chain, near.folder(), far.folder(), collector);
    Program reflecting =
        programs.start(chain.target(), "agent", "--config", agent.reflecting().toString());
    Output.Line unused = reflecting.awaitLog("reflects on ");
    Program measuring =
        programs.start(
            chain.source(), agent.environment(), "agent", "--config", agent.measuring().toString());
    PrometheusServer prometheus = near.prometheus(chain.source(), agent.scraped());

    ScrapedRows scraped = new ScrapedRows(prometheus, chain.source(), agent.scraped());
    awaitEachProbe(measuring);
    scraped.awaitRouter(chain.router(REPLACED).ipv4(), true);
    chain.dropEveryTowardsTarget(LOSSY, 5);
    await(measuring, "traceroute", "netsonde.trigger.reason", SlowPathAgent.PATH);
    awaitLog(measuring, "netsonde.finding", "loss_at_hop", "begun");
    chain.heal(LOSSY);
    awaitLog(measuring, "netsonde.finding", "loss_at_hop", "over");
    replace(agent, measuring);
    scraped.awaitRouter(chain.router(REPLACED).ipv4(), false);
    scraped.awaitAllOf(CatalogueRows.WHY);
    scraped.assertInOrder(near.folder());

    end(measuring, reflecting);
    collector.stop();
    Collected collected = Collected.read(collector.metrics(), collector.traces());
    List<Log> logs = Collected.logs(collector.logs());
    CatalogueRows rows = new CatalogueRows(CatalogueRows.WHY);
    rows.see(collected, logs);
    rows.assertAllSeen(OTHERS);
    new CollectedChecks(collected).assertAll(services.out());
    new CollectedTraces(collected, chain).assertAll(LOSSY, SILENT);
    new CollectedLinks(collected, logs, Collected.exemplars(collector.metrics())).assertAll();
  }

  /** Also of the failures: of each kind one. */
  private void awaitEachProbe(Program measuring) {
    for (String probe : SlowPathAgent.TRACES) {
      await(measuring, "traceroute", probe);
    }
    for (HttpErrorType type : HttpErrorType.values()) {
      await(measuring, "http check", type.label());
    }
    Watched.awaitSpans(collector, measuring, 2, "http check", "kept", "success");
    await(measuring, "http exchange", "url.full");
    await(measuring, "ping cycle", "gateway", "complete");
    await(measuring, "ping cycle", "nobody", "netsonde.ping.errors");
    Watched.awaitSpans(collector, measuring, 3, SpanCatalogue.CYCLE.name(), "complete");
  }

  /** Also where a trace goes on meanwhile: it sees both routers, and those after it tell. */
  private void replace(SlowPathAgent agent, Program measuring) {
    agent.replace(REPLACED);
    for (String probe : SlowPathAgent.TRACES) {
      awaitLog(measuring, "netsonde.trace.path.change", probe);
    }
  }

  private void await(Program measuring, String... parts) {
    Watched.awaitSpans(collector, measuring, 1, parts);
  }

  private void awaitLog(Program measuring, String... parts) {
    Watched.awaitLogs(collector, measuring, 1, parts);
  }

  private static void end(Program... agents) throws InterruptedException {
    for (Program one : agents) {
      one.terminate();
      assertEquals(0, one.awaitExit());
    }
  }

  private Program services() throws InterruptedException {
    Program services =
        programs.startOther(
            chain.target(),
            JavaProgram.command(WebServices.class, chain.target().ipv4(), far.folder().toString())
                .toArray(String[]::new));
    Output.Line unused = services.awaitOut(WebServices.READY);
    return services;
  }
}
