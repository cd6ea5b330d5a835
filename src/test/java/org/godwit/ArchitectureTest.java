package org.godwit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each package must not know (ARCHITECTURE.md), as imports that it must not have. A package of Godwit is meant without those
 * below it, unless ".." follows; a package that does not exist yet keeps every rule.
 */
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** The classes whose source is not a test's, wherever the compiler has put them. */
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("org.godwit")
      .that(DescribedPredicate.describe("are not tests", ArchitectureTest::isMain));

  private static boolean isMain(JavaClass type) {
    String file = type.getSource().flatMap(Source::getFileName).orElse(type.getSimpleName() + ".java");
    return Files.exists(SOURCES.resolve(type.getPackageName().replace('.', '/')).resolve(file));
  }

  private static final String[] VERTX = {"io.vertx..", "io.netty..", "org.godwit.vertx.."};
  private static final String[] MUTINY = {"io.smallrye.."};
  private static final String[] FILES = {"java.nio.file..", "java.nio.channels..", "org.godwit.storage.."};
  private static final String[] SOCKETS = {"io.vertx.core.net..", "io.netty..", "java.net..", "org.godwit.wire.."};
  private static final String[] BUS = {"io.vertx.core.eventbus.."};
  private static final String[] PROTOCOLS = {"org.godwit.imap..", "org.godwit.pop3..", "org.godwit.lmtp.."};
  private static final String[] STORE = {"org.godwit.mailbox", "org.godwit.storage.."};
  private static final String[] CLUSTER = {"org.godwit.cluster.."};

  /** {@code packages} must not know {@code others}. */
  private record Rule(String packages, String... others) {
    Rule and(String... more) {
      return new Rule(packages, Stream.concat(Stream.of(others), Stream.of(more)).toArray(String[]::new));
    }

    @Override
    public String toString() {
      return packages + " knows nothing of " + String.join(" ", others);
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule("org.godwit.config..", PROTOCOLS).and(STORE).and(VERTX).and(MUTINY).and("org.godwit.mailbox.api.."),
        new Rule("org.godwit.mail..", VERTX).and(MUTINY).and(FILES).and(SOCKETS).and(PROTOCOLS).and("org.godwit.mime..", "org.godwit.account.."),
        new Rule("org.godwit.mime..", VERTX).and(MUTINY).and(FILES).and(SOCKETS).and(PROTOCOLS).and("org.godwit.account.."),
        new Rule("org.godwit.account..", VERTX).and(MUTINY).and(FILES).and(SOCKETS).and(PROTOCOLS).and("org.godwit.mailbox.."),
        new Rule("org.godwit.storage..", VERTX).and(MUTINY).and(PROTOCOLS).and(CLUSTER).and("java.net..", "org.godwit.wire..", "org.godwit.mailbox.."),
        new Rule("org.godwit.storage.io..", "org.godwit.account..", "org.godwit.mail..", "org.godwit.mime..", "org.godwit.storage"),
        new Rule("org.godwit.wire..", PROTOCOLS).and(STORE).and(CLUSTER).and("org.godwit.mailbox..", "org.godwit.account.."),
        new Rule("org.godwit.wire.gate..", VERTX).and(MUTINY).and("org.godwit.wire", "org.godwit.config..", "org.godwit.auth.."),
        new Rule("org.godwit.net..", VERTX).and(MUTINY).and(FILES).and(PROTOCOLS).and("org.godwit.wire..", "org.godwit.config..", "org.godwit.mail.."),
        new Rule("org.godwit.imap.command..", SOCKETS).and(STORE).and(BUS).and("org.godwit.imap.session..", "org.godwit.imap.handler..", "org.godwit.mailbox.."),
        new Rule("org.godwit.imap.response..", STORE).and(BUS).and("java.net..", "io.vertx.core.net..", "org.godwit.imap.session..", "org.godwit.imap.handler..", "org.godwit.mailbox.."),
        new Rule("org.godwit.imap.session..", FILES).and(STORE).and(CLUSTER),
        new Rule("org.godwit.imap.handler..", FILES).and(STORE).and(CLUSTER).and("java.net..", "io.vertx.core.net.."),
        new Rule("org.godwit.search..", FILES).and(STORE).and(CLUSTER).and(SOCKETS),
        new Rule("org.godwit.textindex..", PROTOCOLS).and(STORE).and(CLUSTER).and(SOCKETS).and(BUS).and("io.vertx.core", "org.godwit.config.."),
        new Rule("org.godwit.pop3..", STORE).and(CLUSTER).and("org.godwit.imap..", "org.godwit.lmtp.."),
        new Rule("org.godwit.lmtp..", STORE).and(CLUSTER).and("org.godwit.imap..", "org.godwit.pop3.."),
        new Rule("org.godwit.auth..", STORE).and(PROTOCOLS).and(CLUSTER).and("org.godwit.mailbox..", "org.godwit.mail..", "org.godwit.account..", "org.godwit.wire.."),
        new Rule("org.godwit.mailbox.api..", STORE).and(PROTOCOLS).and(CLUSTER),
        new Rule("org.godwit.mailbox", PROTOCOLS).and(SOCKETS),
        new Rule("org.godwit.mailbox.codec..", VERTX).and(MUTINY).and(PROTOCOLS).and(CLUSTER).and("org.godwit.mailbox", "org.godwit.mailbox.routing.."),
        new Rule("org.godwit.mailbox.routing..", PROTOCOLS).and(SOCKETS).and("org.godwit.cluster.infinispan..", "org.godwit.storage.journal..", "org.godwit.storage.io.."),
        new Rule("org.godwit.cluster..", PROTOCOLS).and("org.godwit.mail..", "org.godwit.mime..", "org.godwit.account.."),
        new Rule("org.godwit.ops..", PROTOCOLS).and(STORE).and(CLUSTER).and(FILES).and("org.godwit.mail..", "org.godwit.mailbox..", "org.godwit.account..", "org.godwit.config.."),
        new Rule("org.godwit.tls..", PROTOCOLS).and(VERTX).and(MUTINY).and(STORE).and("org.godwit.mailbox..", "org.godwit.wire..", "org.godwit.auth.."),
        new Rule("org.godwit.vertx..", "org.godwit.imap..", "org.godwit.mail..", "org.godwit.storage..", "org.godwit.mailbox..", "org.godwit.account..", "org.godwit.config.."),
        new Rule("org.godwit.transfer..", PROTOCOLS).and(STORE).and(SOCKETS).and(CLUSTER).and("org.godwit.tool..", "org.godwit.config..", "org.godwit.auth.."),
        new Rule("org.godwit.alert..", PROTOCOLS).and(STORE).and(SOCKETS).and("org.godwit.mailbox..", "org.godwit.config.."),
        new Rule("org.godwit.tool..", "org.godwit"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_package_knows_only_what_it_may(Rule rule) {
    noClasses().that().resideInAPackage(rule.packages()).should().dependOnClassesThat().resideInAnyPackage(rule.others())
        .allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void nobody_uses_what_vertx_keeps_to_itself() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..").check(CLASSES);
  }

  @Test
  void nothing_on_the_event_bus_is_json() {
    noClasses().that().resideInAnyPackage("org.godwit.mailbox..", "org.godwit.cluster..").should()
        .dependOnClassesThat().resideInAnyPackage("io.vertx.core.json..").allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void packages_do_not_know_each_other_in_circles() {
    SlicesRuleDefinition.slices().matching("org.godwit.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void every_package_says_what_lives_there() {
    Assertions.assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct()).hasSizeGreaterThan(5)
        .allSatisfy(name -> Assertions.assertThat(SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java")).exists());
  }
}
