package io.netsonde.http.dns;

import io.netsonde.measurement.http.HttpErrorType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one resolver's answers for all types of record come to. */
public sealed interface LookupResult {
  /** At least one address, those of the types asked first before the others. */
  record Found(List<InetAddress> addresses) implements LookupResult {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * No address.
   *
   * @param type of those that a look-up can have
   * @param message a sentence that names resolver and name
   */
  record Failed(HttpErrorType type, String message) implements LookupResult {
    /** Whether another resolver has no better answer to give. */
    public boolean isFinal() {
      return type == HttpErrorType.NAME_NOT_FOUND;
    }
  }

  /** An address counts even where the other type of record got no answer, or a bad one. */
  static LookupResult of(
      String resolver, String name, List<RecordType> asked, Map<RecordType, DnsAnswer> answers) {
    List<InetAddress> addresses = new ArrayList<>();
    for (RecordType type : asked) {
      if (answers.get(type) instanceof DnsAnswer.Addresses found) {
        addresses.addAll(found.addresses());
      }
    }
    if (!addresses.isEmpty()) {
      return new Found(addresses);
    }
    for (DnsAnswer answer : answers.values()) {
      if (answer instanceof DnsAnswer.Failed failed) {
        return new Failed(
            HttpErrorType.RESOLVER_FAILURE,
            "the resolver " + resolver + " answers " + failed.code() + " for " + name);
      }
    }
    if (answers.values().stream().anyMatch(DnsAnswer.NoSuchName.class::isInstance)) {
      return new Failed(
          HttpErrorType.NAME_NOT_FOUND,
          "there is no name " + name + ", says the resolver " + resolver + ": check the spelling");
    }
    return answers.keySet().containsAll(asked)
        ? new Failed(HttpErrorType.NAME_NOT_FOUND, name + " has no address of type " + shown(asked))
        : new Failed(
            HttpErrorType.RESOLVER_TIMEOUT,
            "the resolver " + resolver + " does not answer for " + name);
  }

  private static String shown(List<RecordType> types) {
    return String.join(" or ", types.stream().map(RecordType::name).toList());
  }
}
