package io.netsonde.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows and the purity of the rooms. */
class ArchitectureTest {
  private static final String ROOT = "io.netsonde.";

  /** Which rooms a room may import, all of them spelled out. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("proto", Set.of()),
          Map.entry("measurement", Set.of()),
          Map.entry("netio", Set.of("measurement")),
          Map.entry("trafficsim", Set.of("netio", "proto", "measurement")),
          Map.entry("traceroute", Set.of("netio", "measurement")),
          Map.entry("ping", Set.of("netio", "measurement")),
          Map.entry("http", Set.of("measurement")),
          Map.entry("shaping", Set.of("netio", "measurement")),
          Map.entry("export", Set.of("measurement")),
          Map.entry("diagnosis", Set.of("measurement")),
          Map.entry("testkit", Set.of("measurement")),
          Map.entry(
              "agent",
              Set.of(
                  "measurement",
                  "netio",
                  "proto",
                  "trafficsim",
                  "traceroute",
                  "ping",
                  "http",
                  "shaping",
                  "export",
                  "diagnosis")));

  /** Rooms whose packages are pure, but for those named net. */
  private static final List<String> PURE =
      List.of("trafficsim", "traceroute", "ping", "http", "shaping", "diagnosis");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.netsonde");

  private static final DescribedPredicate<JavaClass> SHELL_TYPES =
      resideInAnyPackage("java.nio.channels..", "java.util.logging..", "javax.net..")
          .or(
              DescribedPredicate.describe(
                  "sockets, threads or files",
                  type ->
                      Set.of(
                              "java.lang.Thread",
                              "java.lang.ThreadLocal",
                              "java.nio.file.Files",
                              "java.util.concurrent.Executors",
                              "java.util.concurrent.ForkJoinPool",
                              "java.util.Timer")
                          .contains(type.getName())))
          .or(
              DescribedPredicate.describe(
                  "a socket",
                  type ->
                      type.getPackageName().equals("java.net")
                          && type.getSimpleName().contains("Socket")
                          && !type.getSimpleName().equals("InetSocketAddress")));

  private static final DescribedPredicate<JavaAccess<?>> CLOCK_OR_RESOLVER =
      DescribedPredicate.describe(
          "a clock, or a look-up of a name",
          access ->
              access instanceof JavaMethodCall call
                  && Set.of(
                          "java.lang.System.nanoTime",
                          "java.lang.System.currentTimeMillis",
                          "java.time.Instant.now",
                          "java.net.InetAddress.getByName",
                          "java.net.InetAddress.getAllByName")
                      .contains(
                          call.getTargetOwner().getName() + "." + call.getTarget().getName()));

  private static JavaClasses ours() {
    return CLASSES;
  }

  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.split("\\.")[0];
  }

  private static ArchRule imports(String room) {
    String[] forbidden =
        MAY_IMPORT.keySet().stream()
            .filter(
                other ->
                    !other.equals(room) && !MAY_IMPORT.getOrDefault(room, Set.of()).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true);
  }

  private static ArchRule pure(String room) {
    return noClasses()
        .that(resideInAPackage(ROOT + room + "..").and(resideOutsideOfPackages("..net..")))
        .should()
        .dependOnClassesThat(SHELL_TYPES)
        .orShould()
        .accessTargetWhere(CLOCK_OR_RESOLVER)
        .allowEmptyShould(true);
  }

  @Test
  void shouldKnowEveryRoom() {
    Set<String> rooms =
        ours().stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
    rooms.removeAll(MAY_IMPORT.keySet());
    assertEquals(Set.of(), rooms);
    assertTrue(ours().size() > 50, "only " + ours().size() + " classes");
  }

  @TestFactory
  List<DynamicTest> shouldImportOnlyAsArchitectureSays() {
    return MAY_IMPORT.keySet().stream()
        .sorted()
        .map(room -> DynamicTest.dynamicTest(room, () -> imports(room).check(ours())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> shouldKeepMachinesFreeOfSocketsThreadsAndClocks() {
    return PURE.stream()
        .map(room -> DynamicTest.dynamicTest(room, () -> pure(room).check(ours())))
        .toList();
  }

  @Test
  void shouldKeepShellsOutOfTheCore() {
    for (String room : PURE) {
      noClasses()
          .that(resideInAPackage(ROOT + room + "..").and(resideOutsideOfPackages("..net..")))
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + room + ".net.."))
          .allowEmptyShould(true)
          .check(ours());
    }
  }

  @Test
  void shouldLogOnlyInShells() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                ROOT + "agent..", ROOT + "export..", ROOT + "proto..", ROOT + "*.net.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(ours());
  }

  @Test
  void shouldMarkEveryPackage() {
    Set<String> unmarked =
        ours().stream()
            // Generated code makes no promises about null.
            .filter(type -> !room(type).equals("proto"))
            .map(JavaClass::getPackage)
            .filter(owner -> !owner.isAnnotatedWith(NullMarked.class))
            .map(owner -> owner.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unmarked);
  }

  @Test
  void shouldNoticeWhenARuleIsBroken() {
    // The agent's own classes do what a machine must not: were the rules blind, this would pass.
    assertThrows(AssertionError.class, () -> pure("agent").check(ours()));
    ArchRule blind =
        noClasses()
            .that()
            .resideInAPackage(ROOT + "agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "measurement..");
    assertThrows(AssertionError.class, () -> blind.check(ours()));
  }
}
