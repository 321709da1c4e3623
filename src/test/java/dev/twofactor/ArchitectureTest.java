package dev.twofactor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Three rings, domain ← gateway ← keycloak: arrows never turn round. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.twofactor");

    @Test
    void domainKnowsJavaAndItselfOnly() {
        classes()
                .that()
                .resideInAPackage("dev.twofactor.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.twofactor.domain..", "java..", "javax.crypto..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void gatewayKnowsTheDomainAndItsVendorsButNoKeycloak() {
        classes()
                .that()
                .resideInAPackage("dev.twofactor.gateway..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.twofactor.gateway..",
                        "dev.twofactor.domain..",
                        "java..",
                        "javax.net.ssl..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "com.twilio..",
                        "dev.failsafe..",
                        "org.apache.http..",
                        "com.fasterxml.jackson..")
                .check(OURS);
    }

    @Test
    void twilioIsKnownToItsFolderOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.twofactor.gateway.twilio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.twilio..")
                .check(OURS);
    }

    @Test
    void onlyTheKeycloakRingKnowsKeycloak() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.twofactor.keycloak..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.keycloak..", "jakarta..")
                .check(OURS);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("dev.twofactor.(*).(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void domainGetsTimeAndChanceFromOutside() {
        noClasses()
                .that()
                .resideInAPackage("dev.twofactor.domain..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Date.class, ThreadLocalRandom.class))
                .check(OURS);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(OURS);
    }

    @Test
    void nothingPublicIsChangeableInPlace() {
        noFields().that().arePublic().should().notBeFinal().check(OURS);
    }

    @Test
    void nobodyPrintsToTheConsole() {
        noClasses()
                .that(resideInAPackage("dev.twofactor.."))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }
}
