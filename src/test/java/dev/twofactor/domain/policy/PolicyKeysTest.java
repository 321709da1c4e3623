package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyKeysTest {

    private static final List<Function<Settings, Object>> READERS = List.of(
            CodePolicy::from,
            MethodPolicy::from,
            EnrollmentPolicy::from,
            NumberPolicy::from,
            BudgetPolicy::from,
            TrustPolicy::from,
            LedgerPolicy::from,
            MessagePolicy::from);

    private static List<Object> read(Map<String, String> values) {
        Settings settings = new Settings(values);
        return READERS.stream().map(reader -> reader.apply(settings)).toList();
    }

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        Settings none = new Settings(Map.of());

        assertThat(MethodPolicy.from(none)).isEqualTo(new MethodPolicy(EnumSet.allOf(Method.class), false));
        assertThat(EnrollmentPolicy.from(none))
                .isEqualTo(new EnrollmentPolicy(
                        Requirement.OPTIONAL, false, List.of(), List.of(), null, 0, 0, false, false, null));
        assertThat(NumberPolicy.from(none))
                .isEqualTo(new NumberPolicy(
                        false,
                        null,
                        List.of(),
                        Set.of(
                                NumberKind.PREMIUM_RATE,
                                NumberKind.SHARED_COST,
                                NumberKind.SATELLITE,
                                NumberKind.VOICEMAIL,
                                NumberKind.PAGER)));
        assertThat(BudgetPolicy.from(none))
                .isEqualTo(new BudgetPolicy(BudgetMode.ENFORCE, 5, 10, 30, 50, 0, 0, BigDecimal.ZERO));
        assertThat(TrustPolicy.from(none))
                .isEqualTo(new TrustPolicy(false, 30, 0, 10, false, null, EnumSet.allOf(TrustEnd.class)));
        assertThat(LedgerPolicy.from(none).days()).isEqualTo(90);
        assertThat(MessagePolicy.from(none).reportLink()).isEqualTo(ReportLinkMode.NEVER);
    }

    @Test
    void theDefaultsThatAnAdminIsShownAreThoseThatHold() {
        Map<String, String> shown =
                PolicyKeys.all().stream().collect(Collectors.toMap(PolicyKey::name, PolicyKey::defaultValue));

        assertThat(read(shown)).isEqualTo(read(Map.of()));
    }

    @Test
    void namesAreUniqueAndEveryKeyIsExplained() {
        assertThat(PolicyKeys.all()).extracting(PolicyKey::name).doesNotHaveDuplicates();
        assertThat(PolicyKeys.all()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.label()).isNotBlank();
            assertThat(key.help()).isNotBlank();
            assertThat(PolicyKeys.isKnown(key.name())).isTrue();
        });
        assertThat(PolicyKeys.isKnown("colour")).isFalse();
    }

    static Stream<Arguments> everyKeyWithAnotherValue() {
        return Stream.of(
                        "methods=email",
                        "email-without-enrolling=true",
                        "unique-number=true",
                        "home-country=AT",
                        "countries=AT, DE",
                        "refused-numbers=none",
                        "requirement=required",
                        "requirement-mode=record",
                        "required-roles=administrator,shop.seller",
                        "required-groups=/staff",
                        "required-from=2026-11-30",
                        "grace-days=7",
                        "offer-every-days=30",
                        "sign-in-again-after-enrolling=true",
                        "new-users-only=true",
                        "enrolled-after=2026-11-30T08:00:00Z",
                        "code-length=8",
                        "code-lifetime-seconds=120",
                        "wrong-per-code=3",
                        "wrong-per-day=7",
                        "consecutive-wrong=50",
                        "wrong-per-address-hour=20",
                        "wrong-per-realm-hour=2000",
                        "resend-wait-seconds=5,10",
                        "resend=new-code",
                        "budget-mode=record",
                        "sends-per-login=2",
                        "sends-per-user-hour=4",
                        "sends-per-number-10-minutes=1",
                        "sends-per-number-day=2",
                        "unverified-per-address-hour=3",
                        "unverified-per-prefix-day=4",
                        "sends-per-country-day=5",
                        "sends-per-realm-day=6",
                        "spend-per-day=12.5",
                        "ledger-days=30",
                        "trust=true",
                        "trust-days=7",
                        "trust-idle-days=3",
                        "report-link-in-texts=always",
                        "trust-max-devices=2",
                        "trust-asks-at-prompt-login=true",
                        "trust-place-header=X-Geo-City",
                        "trust-ends-on=password-changed")
                .map(pair -> Arguments.of((Object[]) pair.split("=", 2)));
    }

    @ParameterizedTest
    @MethodSource("everyKeyWithAnotherValue")
    void everyKeyIsReadByExactlyOneRecord(String key, String value) {
        List<Object> defaults = read(Map.of());
        List<Object> changed = read(Map.of(key, value));

        long different = java.util.stream.IntStream.range(0, defaults.size())
                .filter(each -> !defaults.get(each).equals(changed.get(each)))
                .count();
        assertThat(different).isEqualTo(1);
    }

    @Test
    void noKeyIsForgottenAbove() {
        Set<String> tried = everyKeyWithAnotherValue()
                .map(arguments -> (String) arguments.get()[0])
                .collect(Collectors.toSet());
        tried.add(PolicyKeys.COMPANY_NAME);

        assertThat(tried)
                .isEqualTo(PolicyKeys.all().stream().map(PolicyKey::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "methods,pigeon",
        "methods,none",
        "email-without-enrolling,yes",
        "unique-number,1",
        "home-country,at",
        "countries,AUT",
        "refused-numbers,martian",
        "requirement,sometimes",
        "required-roles,',a'",
        "required-groups,',a'",
        "required-from,30.11.2026",
        "grace-days,366",
        "offer-every-days,-1",
        "sign-in-again-after-enrolling,maybe",
        "new-users-only,maybe",
        "enrolled-after,2026-11-30",
        "consecutive-wrong,101",
        "budget-mode,off",
        "sends-per-number-10-minutes,0",
        "sends-per-number-day,0",
        "unverified-per-address-hour,-1",
        "unverified-per-prefix-day,-1",
        "sends-per-country-day,x",
        "sends-per-realm-day,1.5",
        "spend-per-day,'1,5'",
        "ledger-days,0",
        "trust,1",
        "trust-days,0",
        "trust-idle-days,366",
        "trust-max-devices,101",
        "trust-place-header,X Geo",
        "trust-ends-on,none",
        "trust-ends-on,doomsday"
    })
    void everyErrorNamesTheKeyAndNotTheValue(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(key + ": ")
                .satisfies(e -> assertThat(((SettingException) e).key()).isEqualTo(key))
                // Keycloak formats it as a pattern, in which both would vanish.
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("'", "{"));
    }

    @Test
    void aKeyThatIsStoredOnlyIsNotCalledInForce() {
        assertThat(PolicyKeys.isInForce("code-length")).isTrue();
        assertThat(PolicyKeys.isInForce("a-key-of-tomorrow")).isFalse();
        assertThat(PolicyKeys.all().stream().filter(key -> PolicyKeys.isInForce(key.name())))
                .hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password-changed | PASSWORD_UPDATED, PASSWORD_RESET",
                "method-changed | METHOD_ADDED, METHOD_UPDATED, METHOD_REMOVED",
                "copied, password-changed | PASSWORD_UPDATED, PASSWORD_RESET, COPIED",
                "method-added | METHOD_ADDED",
                "admin-reset,not-me | ADMIN_RESET, NOT_ME"
            })
    void someWordsOfWhatEndsTrustStandForSeveralEvents(String value, String events) {
        assertThat(EnumSet.copyOf(TrustPolicy.from(new Settings(Map.of("trust-ends-on", value)))
                        .endsOn()))
                .hasToString("[" + events + "]");
    }

    @Test
    void unknownKeysAreTolerated() {
        assertThat(read(Map.of("colour-of-the-future", "blue"))).isEqualTo(read(Map.of()));
    }

    @Test
    void listsAreBoundedAndValuesAreTyped() {
        String many = Stream.generate(() -> "r").limit(1).collect(Collectors.joining());
        Map<String, String> names = new HashMap<>();
        names.put(
                "required-roles",
                java.util.stream.IntStream.range(0, 51).mapToObj(n -> many + n).collect(Collectors.joining(",")));
        assertThatThrownBy(() -> read(names)).isInstanceOf(SettingException.class);
        EnrollmentPolicy policy = EnrollmentPolicy.from(new Settings(Map.of(
                "required-from", "2026-11-30",
                "enrolled-after", "2026-11-30T08:00:00Z",
                "required-roles", " a , b ,a")));
        assertThat(policy.requiredFrom()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(policy.enrolledAfter()).isEqualTo(Instant.parse("2026-11-30T08:00:00Z"));
        assertThat(policy.requiredRoles()).containsExactly("a", "b");
        assertThat(BudgetPolicy.from(new Settings(Map.of("spend-per-day", "12.50")))
                        .spendPerDay())
                .isEqualByComparingTo("12.5");
        assertThat(NumberPolicy.from(new Settings(Map.of("refused-numbers", "none")))
                        .refused())
                .isEmpty();
    }
}
