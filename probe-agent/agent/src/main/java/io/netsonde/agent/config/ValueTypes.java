package io.netsonde.agent.config;

import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.RequestSettings;
import io.netsonde.measurement.trace.TraceProtocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of value that a configuration has. */
final class ValueTypes {
  static final ValueType<String> TEXT =
      new ValueType<>("a text of 1 to " + Limits.MAX_TEXT + " characters", ValueTypes::someText);
  static final ValueType<String> INTERFACE =
      new ValueType<>("the name of an interface, as in eth0", ValueTypes::someText);
  static final ValueType<StampsChoice> STAMPS = parsed("who stamps packets", StampsChoice::parse);
  static final ValueType<Long> AGENT_ID = wholeNumber(1, Limits.MAX_AGENT_ID);
  static final ValueType<Secret> SECRET =
      new ValueType<>("a text", true, scalar -> new Secret(text(scalar)));
  static final ValueType<HostPort> TARGET =
      parsed("a host and a port from 1 to 65535, as in example.net:5000", ValueTypes::target);
  static final ValueType<HostPort> LISTEN =
      parsed("an address and a port, as in 127.0.0.1:9464", HostPort::parse);
  static final ValueType<URI> OTLP_ENDPOINT =
      parsed("the URL of a collector, as in http://localhost:4317", OtlpEndpoint::parse);
  static final ValueType<Path> FILE = parsed("the path of a file", ValueTypes::path);

  static final ValueType<Path> DIRECTORY = parsed("the path of a directory", ValueTypes::path);

  static final ValueType<Boolean> TRUTH =
      new ValueType<>(
          "true or false",
          scalar ->
              switch (scalar.kind()) {
                case BOOLEAN, SUBSTITUTED -> truth(scalar.text());
                default -> throw new Mistake("");
              });

  static final ValueType<URI> WEB_ADDRESS =
      parsed("the URL of a web service, as in https://example.net/health", WebAddress::parse);
  static final ValueType<String> METHOD =
      parsed("a method, as in GET, HEAD or POST", ValueTypes::method);
  static final ValueType<String> HEADER =
      new ValueType<>("a text", true, scalar -> notEmpty(text(scalar)));
  static final ValueType<String> BODY =
      new ValueType<>(
          "a text of 1 to " + Limits.MAX_BODY + " characters", true, ValueTypes::bodyText);
  static final ValueType<HttpProxy> PROXY =
      new ValueType<>(
          "an HTTP proxy, as in http://proxy.example.net:3128",
          true,
          scalar -> advised(ProxyText::parse, text(scalar)));
  static final ValueType<InetSocketAddress> RESOLVER =
      parsed("the address of a DNS server, as in 192.0.2.53", ResolverText::parse);
  static final ValueType<HttpVersion> HTTP_VERSION =
      new ValueType<>("1.1 or 2", ValueTypes::httpVersion);
  static final int IPV4 = 4;
  static final int IPV6 = 6;
  static final ValueType<Integer> IP_VERSION = new ValueType<>("4 or 6", ValueTypes::ipVersion);
  static final ValueType<String> HOST =
      parsed("a host, as in example.net or 192.0.2.1", HostText::parse);
  static final ValueType<TraceProtocol> TRACE_PROTOCOL =
      parsed("what probes are sent", TraceProtocolText::parse);

  private ValueTypes() {}

  static ValueType<Long> wholeNumber(long least, long most) {
    return new ValueType<>(
        "a whole number from " + least + " to " + most,
        scalar -> {
          boolean digits = scalar.text().matches("[0-9]{1,18}");
          if (!scalar.mayBeNumber()) {
            throw new Mistake(digits ? "remove the quotes" : "");
          }
          if (!digits) {
            throw new Mistake("");
          }
          return within(Long.parseLong(scalar.text()), least, most);
        });
  }

  /** Bytes, with or without a unit. */
  static ValueType<Long> size(long least, long most) {
    return new ValueType<>(
        "a size from " + least + " to " + most + " bytes",
        scalar -> {
          if (!scalar.mayBeNumber() && !scalar.mayBeText()) {
            throw new Mistake("");
          }
          return within(advised(SizeText::parse, scalar.text()), least, most);
        });
  }

  static ValueType<Duration> duration(Duration least, Duration most) {
    String from =
        least.equals(Limits.MIN_TIMEOUT) ? "above 0" : "from " + DurationText.print(least);
    return new ValueType<>(
        "a duration " + from + " to " + DurationText.print(most),
        scalar -> {
          if (!scalar.mayBeNumber() && !scalar.mayBeText()) {
            throw new Mistake("");
          }
          Duration duration = advised(DurationText::parse, scalar.text());
          if (!Limits.within(duration, least, most)) {
            throw new Mistake("");
          }
          return duration;
        });
  }

  /** A share, as in 5%. */
  static ValueType<Double> percent(double least, double most) {
    return decimal(
        "a share from " + PercentText.print(least) + " to " + PercentText.print(most),
        PercentText::parse,
        least,
        most);
  }

  /** A multiple, as in 2x. */
  static ValueType<Double> factor(double least, double most) {
    return decimal(
        "a multiple from " + FactorText.print(least) + " to " + FactorText.print(most),
        FactorText::parse,
        least,
        most);
  }

  private static ValueType<Double> decimal(
      String expected, Function<String, Double> parser, double least, double most) {
    return new ValueType<>(
        expected,
        scalar -> {
          if (!scalar.mayBeNumber() && !scalar.mayBeText()) {
            throw new Mistake("");
          }
          double value = advised(parser, scalar.text());
          if (value < least || value > most) {
            throw new Mistake("");
          }
          return value;
        });
  }

  private static boolean truth(String text) throws Mistake {
    return switch (text) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw new Mistake("");
    };
  }

  private static <T> ValueType<T> parsed(String expected, Function<String, T> parser) {
    return new ValueType<>(expected, scalar -> advised(parser, text(scalar)));
  }

  private static HostPort target(String text) {
    HostPort target = HostPort.parse(text);
    if (target.port() == 0) {
      throw new IllegalArgumentException("nobody can be reached at port 0");
    }
    return target;
  }

  private static String method(String text) {
    return new RequestSettings(text, List.of(), Optional.empty(), 0).method();
  }

  private static String notEmpty(String text) throws Mistake {
    if (text.isEmpty()) {
      throw new Mistake("");
    }
    return text;
  }

  private static String bodyText(Scalar scalar) throws Mistake {
    String text = notEmpty(text(scalar));
    if (text.length() > Limits.MAX_BODY) {
      throw new Mistake("");
    }
    return text;
  }

  private static HttpVersion httpVersion(Scalar scalar) throws Mistake {
    return switch (scalar.text()) {
      case "1.1" -> HttpVersion.HTTP_1_1;
      case "2" -> HttpVersion.HTTP_2;
      default -> throw new Mistake("");
    };
  }

  private static int ipVersion(Scalar scalar) throws Mistake {
    return switch (scalar.text()) {
      case "4" -> IPV4;
      case "6" -> IPV6;
      default -> throw new Mistake("");
    };
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e.getReason(), e);
    }
  }

  private static String someText(Scalar scalar) throws Mistake {
    String text = text(scalar);
    if (text.isBlank() || text.length() > Limits.MAX_TEXT) {
      throw new Mistake("");
    }
    return text;
  }

  private static String text(Scalar scalar) throws Mistake {
    if (scalar.mayBeText()) {
      return scalar.text();
    }
    boolean quotable = scalar.mayBeNumber() || scalar.kind() == Scalar.Kind.BOOLEAN;
    throw new Mistake(quotable ? "put it in quotes" : "");
  }

  private static long within(long value, long least, long most) throws Mistake {
    if (value < least || value > most) {
      throw new Mistake("");
    }
    return value;
  }

  private static <T> T advised(Function<String, T> parser, String text) throws Mistake {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String advice = e.getMessage();
      throw new Mistake(advice == null ? "" : advice);
    }
  }
}
