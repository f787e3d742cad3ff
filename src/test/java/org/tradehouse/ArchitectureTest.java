package org.tradehouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every arrow of architecture: trade, then load, feed, reference, then the stations, then run, operate, cli. */
class ArchitectureTest {
    private static final String OURS = "org.tradehouse";
    private static final String[] STATIONS = {
        "acquire", "read", "normalise", "stage", "settle", "check", "publish", "lists"
    };
    private static final Set<String> RUN_WORDS = Set.of("Progress", "Counts", "RunState");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OURS);

    @TestFactory
    Stream<DynamicTest> packagesKnowOnlyWhatStandsBeforeThem() {
        return Stream.of(
                mayImport("trade"),
                mayImport("load", "trade"),
                mayImport("feed", "trade"),
                mayImport("reference", "trade"),
                mayImport("database"),
                mayImport("demo"),
                mayImport("run", all(STATIONS, "trade", "load", "feed", "reference", "database")),
                mayImport("operate", all(STATIONS, "trade", "load", "feed", "reference", "database", "run")),
                mayImport("cli", "operate", "database", "feed", "trade", "load", "run", "demo"));
    }

    @Test
    void theCommandLineKnowsOfRunsOnlyTheirWords() {
        noClasses()
                .that(are(resideInAPackage(OURS + ".cli..")))
                .should()
                .dependOnClassesThat(resideInAPackage(OURS + ".run..")
                        .and(DescribedPredicate.describe(
                                "are no words of a run", each -> !RUN_WORDS.contains(each.getSimpleName()))))
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> stationsNeverImportOneAnother() {
        return Stream.of(STATIONS).map(station -> mayImport(station, "trade", "load", "feed", "reference"));
    }

    @Test
    void onlyRunKnowsSpringBatch() {
        noClasses()
                .that(are(resideInAPackage(OURS + "..")))
                .and(are(resideOutsideOfPackages(OURS + ".run..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.batch.."))
                .check(CLASSES);
    }

    @Test
    void wordsStationsAndTheDatabaseKnowNoFramework() {
        noClasses()
                .that(are(
                        resideInAnyPackage(packages(all(STATIONS, "trade", "load", "feed", "reference", "database")))))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(CLASSES);
    }

    @Test
    void lookingLoadsNeitherSpringNorLiquibase() {
        noClasses()
                .that()
                .haveFullyQualifiedName(OURS + ".operate.Look")
                .should()
                .transitivelyDependOnClassesThat(resideInAnyPackage("org.springframework..", "liquibase.."))
                .check(CLASSES);
    }

    @Test
    void lookingCommandsReachNoSpring() {
        noClasses()
                .that(are(resideInAPackage(OURS + ".cli")))
                .and(are(looking()))
                .should()
                .transitivelyDependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(CLASSES);
    }

    @Test
    void moneyIsNeverADouble() {
        noClasses()
                .that(are(resideInAnyPackage(packages("settle", "publish"))))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Double")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatGoesInAndOut() {
        assertThat(CLASSES.getPackage(OURS).getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .that(are(resideInAPackage(OURS + "..")))
                .should()
                .haveNameNotMatching(".*(Impl|Util|Utils|Helper|Manager|Dto)")
                .check(CLASSES);
    }

    private static DynamicTest mayImport(String from, String... others) {
        DescribedPredicate<JavaClass> forbidden =
                resideInAPackage(OURS + "..").and(resideOutsideOfPackages(packages(all(others, from))));
        return DynamicTest.dynamicTest(
                from + " imports " + (others.length == 0 ? "nothing of ours" : "only " + String.join(", ", others)),
                () -> noClasses()
                        .that(are(resideInAPackage(OURS + "." + from + "..")))
                        .should()
                        .dependOnClassesThat(forbidden)
                        .allowEmptyShould(true)
                        .check(CLASSES));
    }

    /** Verbs that change something, and the doors that choose the verb; everything else only looks. */
    private static DescribedPredicate<JavaClass> looking() {
        return DescribedPredicate.describe("only look", each -> {
            boolean acts = Set.of("Tradehouse", "Rehearsal").contains(each.getSimpleName())
                    || each.isAssignableTo(OURS + ".cli.ActingVerb");
            return !acts
                    && each.getEnclosingClass()
                            .map(outer -> looking().test(outer))
                            .orElse(true);
        });
    }

    private static DescribedPredicate<JavaClass> are(DescribedPredicate<JavaClass> predicate) {
        return predicate;
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> OURS + "." + name + "..").toArray(String[]::new);
    }

    private static String[] all(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}
