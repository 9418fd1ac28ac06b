package io.netsonde.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.AddressFamily;
import io.netsonde.agent.DemoOptions;
import io.netsonde.agent.EchoOptions;
import io.netsonde.agent.HttpOptions;
import io.netsonde.agent.PingOptions;
import io.netsonde.agent.ReflectOptions;
import io.netsonde.agent.Runs;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.TraceOptions;
import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.StampsChoice;
import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.RequestSettings;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineProgramTest {
  private final List<Object> ran = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private Exception failure = new IOException("");
  private boolean fails;

  private int run(Object options) throws Exception {
    ran.add(options);
    if (fails) {
      throw failure;
    }
    return 0;
  }

  private int execute(String... arguments) {
    Runs runs =
        new Runs(
            (o, w, s) -> run(o),
            (o, w, s) -> run(List.of("check", o)),
            (o, w, s) -> run(o),
            (o, w, s) -> run(o),
            (o, w, s) -> run(o),
            (o, w, s) -> run(o),
            (o, w, s) -> run(o),
            (o, w, s) -> run(o));
    CommandLineProgram program =
        new CommandLineProgram(
            runs, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    return program.run(Shutdown::onSignals, arguments);
  }

  @Test
  void shouldPingWithDefaultsWhenOnlyTargetIsGiven() {
    assertEquals(0, execute("ping", "[::1]:5000"), err::toString);
    assertEquals(
        List.of(
            new PingOptions(
                new HostPort("::1", 5000),
                AddressFamily.ANY,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                128,
                OptionalLong.empty(),
                Optional.empty(),
                1,
                StampsChoice.BEST,
                false)),
        ran);
  }

  @Test
  void shouldPingAsToldWhenAllOptionsAreGiven() {
    String line =
        "ping host:5000 --count 5 --interval 20ms --timeout 1.5s --size 1KiB --id 4294967295"
            + " --key k --flows 3 --stamps portable --json -6";
    assertEquals(0, execute(line.split(" ")), err::toString);
    assertEquals(
        List.of(
            new PingOptions(
                new HostPort("host", 5000),
                AddressFamily.IPV6,
                5,
                Duration.ofMillis(20),
                Duration.ofMillis(1500),
                1024,
                OptionalLong.of(4294967295L),
                Optional.of(new Secret("k")),
                3,
                StampsChoice.PORTABLE,
                true)),
        ran);
  }

  @ParameterizedTest
  @CsvSource({
    "host, host",
    "192.0.2.1, 192.0.2.1",
    "[::1], ::1",
    "::1, ::1",
    "fd77::2, fd77::2",
    "fe80::1%eth0, fe80::1%eth0",
    "[::1:5000], ::1:5000"
  })
  void shouldPingByEchoWithDefaultsWhenThereIsNoPort(String target, String host) {
    assertEquals(0, execute("ping", target), err::toString);
    assertEquals(
        List.of(
            new EchoOptions(
                host,
                AddressFamily.ANY,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                56,
                false)),
        ran);
  }

  @Test
  void shouldPingByEchoAsToldWhenAllOptionsAreGiven() {
    String line = "ping host --count 5 --interval 20ms --timeout 1.5s --size 1KiB --json -4";
    assertEquals(0, execute(line.split(" ")), err::toString);
    assertEquals(
        List.of(
            new EchoOptions(
                "host",
                AddressFamily.IPV4,
                5,
                Duration.ofMillis(20),
                Duration.ofMillis(1500),
                1024,
                true)),
        ran);
  }

  @ParameterizedTest
  @CsvSource({
    "--flows auto --paths 1,1",
    "--flows auto --paths 2,6",
    "--flows auto --paths 131,1024",
    "--flows auto --paths 8 --probability 0.99,51",
    "--probability=0.9 --paths=64 --flows=auto,408",
    "--flows 1024,1024"
  })
  void shouldPingWithAsManyFlowsAsSeeAllPaths(String options, int flows) {
    assertEquals(0, execute(("ping h:1 " + options).split(" ")), err::toString);
    assertTrue(ran.getFirst() instanceof PingOptions ping && ping.flows() == flows, ran::toString);
  }

  @Test
  void shouldTimeWebServiceWithDefaultsWhenOnlyUrlIsGiven() {
    assertEquals(0, execute("http", "https://h/"), err::toString);
    assertEquals(
        List.of(
            new HttpOptions(
                HttpTarget.of("http", URI.create("https://h/")), 5, Duration.ofSeconds(1), false)),
        ran);
  }

  @Test
  void shouldTimeWebServiceAsToldWhenAllOptionsAreGiven() {
    assertEquals(
        0,
        execute(
            "http",
            "https://ann:geheim@h:8443/a?b",
            "--count=3",
            "--interval=200ms",
            "--timeout=2s",
            "--method=PUT",
            "--header=Accept: text/plain",
            "--header",
            "X-A: b",
            "--data={}",
            "--max-redirects=0",
            "--expect-status=200,204",
            "--expect-body=ok",
            "--expect-certificate=336h",
            "--proxy=http://bob:word@[::1]:3128",
            "--resolver=192.0.2.53",
            "--resolver=[::1]:5353",
            "--ca=ca.pem",
            "--cert=own.pem",
            "--key=own.key",
            "--reuse",
            "--http1.1",
            "-6",
            "--json"),
        err::toString);
    HttpTarget target =
        HttpTarget.of("http", URI.create("https://ann:geheim@h:8443/a?b"))
            .withRequest(
                new RequestSettings(
                    "PUT",
                    List.of(new HttpHeader("Accept", "text/plain"), new HttpHeader("X-A", "b")),
                    Optional.of("{}"),
                    0))
            .withExpectation(
                new HttpExpectation(
                    Set.of(200, 204), Optional.of("ok"), Optional.of(Duration.ofDays(14))))
            .withProxy(
                new HttpProxy("::1", 3128, Optional.of(new HttpProxy.Credentials("bob", "word"))))
            .withResolvers(
                List.of(
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53),
                    new InetSocketAddress(InetAddress.ofLiteral("::1"), 5353)))
            .withAuthorities(Path.of("ca.pem"))
            .withClientCertificate(Path.of("own.pem"), Path.of("own.key"))
            .withReuse(true)
            .withVersions(Set.of(HttpVersion.HTTP_1_1))
            .withIpVersion(io.netsonde.http.IpVersion.IPV6)
            .withTimeouts(HttpTimeouts.within(Duration.ofSeconds(2)));
    assertEquals(List.of(new HttpOptions(target, 3, Duration.ofMillis(200), true)), ran);
  }

  @Test
  void shouldPostWhenThereIsDataAndNoMethod() {
    assertEquals(0, execute("http", "http://h/", "--data", "x"), err::toString);
    assertTrue(
        ran.getFirst() instanceof HttpOptions http
            && http.target().request().method().equals("POST"),
        ran::toString);
  }

  @Test
  void shouldPostTextOfFileWhenItIsGiven(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("body"), "größer\n");
    assertEquals(
        0, execute("http", "http://web_1/", "--data-file", file.toString()), err::toString);
    RequestSettings request = ((HttpOptions) ran.getFirst()).target().request();
    assertEquals("POST", request.method());
    assertEquals(Optional.of("größer\n"), request.body());
    Files.write(file, new byte[] {(byte) 0xff});
    assertEquals(2, execute("http", "http://web_1/", "--data-file", file.toString()));
  }

  @Test
  void shouldTakeArgumentAsItIsWhenItBeginsWithAt() {
    assertEquals(0, execute("http", "http://h/", "--data", "@/"), err::toString);
    assertEquals(Optional.of("@/"), ((HttpOptions) ran.getFirst()).target().request().body());
  }

  @Test
  void shouldTraceWithDefaultsWhenOnlyHostIsGiven() {
    assertEquals(0, execute("trace", "[::1]"), err::toString);
    TraceTarget target = TraceTarget.of("trace", "::1").withRounds(10, Duration.ofMillis(500));
    assertEquals(List.of(new TraceOptions(target, false)), ran);
  }

  @Test
  void shouldTraceAsToldWhenAllOptionsAreGiven() {
    String line =
        "trace berlin.example.net --protocol tcp --port 80 --rounds 3 --interval 1s --timeout 2s"
            + " --max-hops 12 --dscp 46 --interface eth2 --no-names --mtu -4 --json";
    assertEquals(0, execute(line.split(" ")), err::toString);
    TraceTarget target =
        new TraceTarget(
            "trace",
            "berlin.example.net",
            io.netsonde.traceroute.IpVersion.IPV4,
            TraceProtocol.TCP,
            80,
            3,
            12,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            46,
            Optional.of("eth2"),
            false,
            true);
    assertEquals(List.of(new TraceOptions(target, true)), ran);
  }

  @Test
  void shouldReadKeyFromEnvironmentWhenCommandLineHasNone() {
    environment.put("NETSONDE_KEY", "hidden");
    assertEquals(
        0, execute("reflect", "--allow", "101,102", "--listen", "0.0.0.0:0", "--stamps", "kernel"));
    assertEquals(
        List.of(
            new ReflectOptions(
                new HostPort("0.0.0.0", 0),
                new AllowedAgents.Listed(new LinkedHashSet<>(List.of(101L, 102L))),
                Optional.of(new Secret("hidden")),
                OptionalLong.empty(),
                StampsChoice.KERNEL)),
        ran);
  }

  @Test
  void shouldRunDemoWhenTold() {
    assertEquals(0, execute("demo", "--duration", "30s", "--otlp", "http://localhost:4317"));
    assertEquals(
        List.of(
            new DemoOptions(
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(URI.create("http://localhost:4317")),
                false)),
        ran);
  }

  @Test
  void shouldCheckOrRunAgentWhenConfigurationIsValid(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, "agent: {id: 7}\nreflector: {allowed_agents: any, keys: [geheim]}\n");
    assertEquals(0, execute("agent", "--config", file.toString()));
    assertTrue(ran.getFirst() instanceof AgentConfig config && config.agent().id() == 7);
    assertEquals(0, execute("agent", "--config", file.toString(), "--check"));
    assertEquals(List.of("check", ran.getFirst()), ran.get(1));
  }

  @Test
  void shouldNameMistakesOnlyWhenConfigurationIsWrong(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, "agent: {id: 0}\nreflector: {allowed_agents: any}\n");
    assertEquals(2, execute("agent", "--config", file.toString()));
    assertEquals(
        file
            + ":1:13: agent.id: found the number 0, expected a whole number from 1 to 4294967295\n",
        err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attach 1               | netsonde: 'attach' is not in this version
          hub --config x         | netsonde: 'hub' is not in this version
          pign host              | netsonde: 'pign' is no command, expected one of agent, demo, help, http, ping, reflect, trace, version
          ping host -4 -6        | netsonde ping: -4, -6 are mutually exclusive (specify only one)
          ping host --count 99999999999 | netsonde ping: Invalid value for option '--count': found '99999999999'; it is out of range
          ping host --key k      | netsonde ping: --key is for reflectors, and 'host' without a port is asked by ICMP echo; add its port, as in HOST:5000
          ping host --flows 2    | netsonde ping: --flows is for reflectors, and 'host' without a port is asked by ICMP echo; add its port, as in HOST:5000
          ping host --size 15    | netsonde ping: --size is to be from 16 to 65507 bytes for an ICMP echo
          ping host --count 0    | netsonde ping: --count is to be from 1 to 30000
          ping host --interval 1us | netsonde ping: --interval is to be from 1ms to 1h
          ping host --timeout 2m | netsonde ping: --timeout is to be above 0 to 1m
          ping ho_st?            | netsonde ping: found 'ho_st?'; a host's name is of letters, digits, hyphens and dots, 253 at most
          ping 1.2.3             | netsonde ping: found '1.2.3'; '1.2.3' is not an IPv4 address
          ping [::1              | netsonde ping: found '[::1'; add a port behind the bracket, as in [::1]:5000
          ping h:1 --flows auto  | netsonde ping: --flows auto needs --paths: how many equal-cost paths there are
          ping h:1 --flows some  | netsonde ping: --flows: found 'some', expected a number or auto
          ping h:1 --flows 0     | netsonde ping: --flows is to be from 1 to 1024
          ping h:1 --flows 1025  | netsonde ping: --flows is to be from 1 to 1024
          ping h:1 --paths 2     | netsonde ping: --paths is for --flows auto only
          ping h:1 --flows 8 --paths 2 | netsonde ping: --paths is for --flows auto only
          ping h:1 --probability=0.9   | netsonde ping: --probability is for --flows auto only
          ping h:1 --flows auto --paths 0 | netsonde ping: --paths is to be from 1 to 1024
          ping h:1 --flows auto --paths 1025 | netsonde ping: --paths is to be from 1 to 1024
          ping h:1 --flows auto --paths 2 --probability 1 | netsonde ping: --probability is to be above 0 and below 1
          ping h:1 --flows auto --paths 2 --probability NaN | netsonde ping: --probability is to be above 0 and below 1
          ping h:1 --flows auto --paths x | netsonde ping: Invalid value for option '--paths': found 'x'; write a whole number
          ping h:1 --flows auto --paths 132 | netsonde ping: to see 132 paths with probability 0.95 takes 1033 flows, more than 1024; lower --probability or --paths
          ping h:1 --count 0     | netsonde ping: --count is to be from 1 to 30000
          ping h:1 --interval 1us| netsonde ping: --interval is to be from 1ms to 1h
          ping h:1 --size 10     | netsonde ping: --size is to be from 128 to 65507 bytes
          ping h:0               | netsonde ping: the port is to be from 1 to 65535
          ping ::1:5000          | netsonde ping: found '::1:5000'; put an IPv6 address in brackets and a port behind them, as in [::1]:5000
          ping h:1 --id 0        | netsonde ping: '0' is not an agent id, a whole number from 1 to 4294967295
          http                   | netsonde http: Missing required parameter: 'URL'
          http example.net       | netsonde http: found 'example.net'; begin it with http:// or https://
          http ftp://h/          | netsonde http: found 'ftp://h/'; begin it with http:// or https://
          http http://           | netsonde http: found 'http://'; it is not a URL: Expected authority
          http http://h:99999/   | netsonde http: found 'http://h:99999/'; 'http://h:99999/': a port is 1 to 65535
          http http://h --count 0 | netsonde http: --count is to be from 1 to 30000
          http http://h --interval 0s | netsonde http: --interval is to be from 1ms to 1h
          http http://h --interval 5 | netsonde http: Invalid value for option '--interval': found '5'; add a unit, as in 5s or 5ms
          http http://h --timeout 2h | netsonde http: --timeout is to be from 1ms to 1h
          http http://h --method get | netsonde http: 'get' is no method: GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS are
          http http://h --method GET --data x | netsonde http: GET has no body: use POST, PUT or PATCH
          http http://h --data x --data-file y | netsonde http: --data and --data-file exclude each other
          http http://h --data-file / | netsonde http: --data-file: / is a directory: name a file
          http http://h --data-file /no/such | netsonde http: --data-file: /no/such does not exist
          http http://[fe80::1%25eth0]/ | netsonde http: found 'http://[fe80::1%25eth0]/'; an address with a zone cannot be asked; name another address of that server
          http http://256.1.1.1/ | netsonde http: found 'http://256.1.1.1/'; name a host, as in https://example.net/
          http http://h/{x} | netsonde http: found 'http://h/{x}'; it is not a URL: Illegal character in path; write { as %7B
          http http://h --header x | netsonde http: 'x' is no header: write 'Name: value'
          http http://h --max-redirects 51 | netsonde http: redirects: 0 to 50 can be followed
          http http://h --expect-status 200,abc | netsonde http: Invalid value for option '--expect-status' (CODE,...): found 'abc'; write a whole number
          http http://h --expect-status 99 | netsonde http: 99 is no status code: 100 to 599 are
          http http://h --proxy proxy | netsonde http: Invalid value for option '--proxy': found 'proxy'; name a host and a port, as in proxy.example.net:3128
          http http://h --resolver dns.example.net | netsonde http: Invalid value for option '--resolver' (ADDR[:PORT]): found 'dns.example.net'; give the resolver's address; its name could not be looked up without it
          http https://h --cert a.pem | netsonde http: --cert needs --key: a certificate and its key are given together
          http https://h --key a.key | netsonde http: --key needs --cert: a certificate and its key are given together
          trace                  | netsonde trace: Missing required parameter: 'HOST'
          trace h:33434          | netsonde trace: found 'h:33434'; name the host alone, and the port by itself
          trace https://h/       | netsonde trace: found 'https://h/'; name the host alone, without what is around it in a URL
          trace 192.0.2.256      | netsonde trace: found '192.0.2.256'; '192.0.2.256' is not an IPv4 address
          trace h --protocol sctp | netsonde trace: Invalid value for option '--protocol': found 'sctp'; choose udp, icmp or tcp
          trace h --protocol icmp --port 7 | netsonde trace: --port is for udp and tcp, ICMP has no ports
          trace h --port 0       | netsonde trace: --port is to be from 1 to 65535
          trace h --rounds 0     | netsonde trace: --rounds is to be from 1 to 1000
          trace h --max-hops 256 | netsonde trace: --max-hops is to be from 1 to 255
          trace h --interval 1ms | netsonde trace: --interval is to be from 10ms to 1m
          trace h --timeout 2m   | netsonde trace: --timeout is to be from 1ms to 1m
          trace h --dscp 64      | netsonde trace: --dscp is to be from 0 to 63
          demo --duration 0s     | netsonde demo: --duration is to be above 0
          reflect --allow all    | netsonde reflect: Invalid value for option '--allow': found 'all'; 'all' is not an agent id, a whole number from 1 to 4294967295
          agent                  | netsonde agent: Missing required option: '--config=FILE'
          """)
  void shouldRefuseWithOneReasonWhenUsageIsWrong(String line, String message) {
    assertEquals(2, execute(line.split(" ")));
    assertEquals(message, err.toString().lines().findFirst().orElse(""));
    assertTrue(ran.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ping",
        "ping h:1 -4 -6",
        "ping h:1 --count x",
        "http http://h -4 -6",
        "http http://h --http1.1 --http2",
        "trace h -4 -6"
      })
  void shouldPrintAtMostTwoLinesWhenUsageIsWrong(String line) {
    assertEquals(2, execute(line.isEmpty() ? new String[0] : line.split(" ")));
    assertTrue(err.toString().lines().count() <= 2, err::toString);
  }

  @Test
  void shouldPrintOneLineWhenRunFails() {
    fails = true;
    failure = new IOException("can't resolve host:\nno such name");
    assertEquals(1, execute("ping", "host:1"));
    assertEquals("netsonde ping: can't resolve host:; no such name\n", err.toString());
  }

  @Test
  void shouldPrintTraceWhenDebugging() {
    fails = true;
    environment.put("NETSONDE_DEBUG", "1");
    assertEquals(1, execute("demo"));
    assertTrue(err.toString().contains("\tat "), err::toString);
  }

  @Test
  void shouldNotMentionWhatIsNotBuiltWhenHelpIsAsked() {
    assertEquals(0, execute("--help"));
    assertEquals(0, execute("ping", "--help"));
    assertEquals(0, execute("http", "--help"));
    assertEquals(0, execute("trace", "--help"));
    String help = out.toString();
    assertTrue(help.contains("reflect") && help.contains("NETSONDE_KEY"), help);
    for (String unbuilt : List.of("attach", "hub")) {
      assertFalse(help.contains(unbuilt), unbuilt);
    }
  }

  @Test
  void shouldSayVersionBuildAndJava() {
    assertEquals(0, execute("version"));
    assertTrue(
        out.toString().matches("netsonde \\S+\nbuild \\S+\njava 25\\S* .*\n"), out::toString);
  }
}
