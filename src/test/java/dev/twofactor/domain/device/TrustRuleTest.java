package dev.twofactor.domain.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.domain.policy.TrustPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrustRuleTest {

    private static final SecurityStamp STAMP = new SecurityStamp("p", "m", "e");
    private static final Account ACCOUNT = new Account(STAMP, true, Instant.EPOCH);

    private final SecureRandom random = new SecureRandom();
    private final MovableClock clock = new MovableClock();
    private final TrustToken first = TrustToken.fresh(random);
    private final TrustToken second = first.next(random);

    @Test
    void theNewestValueCountsUntilTheEnd() {
        Trust trust = given(rule());
        assertThat(trust.endsAt()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.CURRENT);

        clock.move(Duration.ofDays(30).minusMillis(1));
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.CURRENT);

        clock.move(Duration.ofMillis(1));
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.OVER);
    }

    @Test
    void aValueThatWasRenewedCountsForSixtySecondsAndIsACopyThen() {
        Trust trust = renewed(given(rule()));
        assertThat(rule().judge(trust, second, ACCOUNT)).isEqualTo(TrustVerdict.CURRENT);
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.JUST_RENEWED);

        clock.move(Duration.ofSeconds(60));
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.JUST_RENEWED);

        clock.move(Duration.ofMillis(1));
        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.COPIED);
        assertThat(rule().judge(trust, second, ACCOUNT)).isEqualTo(TrustVerdict.CURRENT);
    }

    @Test
    void aValueFromBeforeThePreviousOneIsACopyAtOnce() {
        Trust trust = renewed(renewed(given(rule())));

        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.COPIED);
    }

    @Test
    void aValueThatWasNeverGivenIsNoBetterThanACopy() {
        assertThat(rule().judge(given(rule()), second, ACCOUNT)).isEqualTo(TrustVerdict.COPIED);
    }

    @Test
    void whereTrustIsOverACopyRaisesNoAlarm() {
        Trust trust = renewed(given(rule()));
        clock.move(Duration.ofDays(31));

        assertThat(rule().judge(trust, first, ACCOUNT)).isEqualTo(TrustVerdict.OVER);
    }

    @Test
    void trustThatIsNotUsedEndsAfterTheIdleDays() {
        TrustRule rule = rule("trust-idle-days", "3");
        Trust trust = given(rule);
        clock.move(Duration.ofDays(3).minusMillis(1));
        assertThat(rule.stands(trust, ACCOUNT)).isTrue();
        Trust used = renewed(trust);

        clock.move(Duration.ofMillis(1));
        assertThat(rule.stands(trust, ACCOUNT)).isFalse();
        assertThat(rule.stands(used, ACCOUNT)).isTrue();
        assertThat(rule().stands(trust, ACCOUNT)).isTrue();
    }

    @Test
    void useCountsSinceTheIdleDaysOrEver() {
        assertThat(rule("trust-idle-days", "3").idleSince())
                .isEqualTo(clock.instant().minus(Duration.ofDays(3)));
        assertThat(rule().idleSince()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aPolicyThatBecameShorterHoldsForOldTrustAndALongerOneDoesNot() {
        Trust trust = given(rule());
        clock.move(Duration.ofDays(7));
        assertThat(rule("trust-days", "7").stands(trust, ACCOUNT)).isFalse();
        assertThat(rule("trust-days", "8").stands(trust, ACCOUNT)).isTrue();

        clock.move(Duration.ofDays(23));
        assertThat(rule("trust-days", "365").stands(trust, ACCOUNT)).isFalse();
    }

    @Test
    void trustThatIsSwitchedOffDoesNotStand() {
        assertThat(rule("trust", "false").stands(given(rule()), ACCOUNT)).isFalse();
    }

    @Test
    void aDisabledUserHasNoTrustUnlessThePolicySaysSo() {
        assertThat(rule("trust-ends-on", "copied").stands(given(rule()), new Account(STAMP, false, Instant.EPOCH)))
                .isTrue();
        assertThat(rule().stands(given(rule()), new Account(STAMP, false, Instant.EPOCH)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "x,m,e,password-updated,email-changed",
        "x,m,e,password-reset,method-changed",
        "x,m,e,password-changed,method-changed",
        "p,x,e,method-added,password-changed",
        "p,x,e,method-updated,password-changed",
        "p,x,e,method-removed,password-changed",
        "p,x,e,method-changed,password-changed",
        "p,m,x,email-changed,method-changed"
    })
    void aChangedAccountEndsTrustWhereThePolicySaysSo(
            String password, String methods, String email, String cause, String other) {
        Trust trust = given(rule());
        Account changed = new Account(new SecurityStamp(password, methods, email), true, Instant.EPOCH);

        assertThat(rule().stands(trust, changed)).isFalse();
        assertThat(rule("trust-ends-on", cause).stands(trust, changed)).isFalse();
        assertThat(rule("trust-ends-on", other).stands(trust, changed)).isTrue();
    }

    @Test
    void signingOutEverywhereEndsTheTrustFromBefore() {
        Trust trust = given(rule());
        Account out = new Account(STAMP, true, trust.since().plusSeconds(1));

        assertThat(rule().stands(trust, out)).isFalse();
        assertThat(rule("trust-ends-on", "copied").stands(trust, out)).isTrue();
        assertThat(rule().stands(trust, new Account(STAMP, true, trust.since())))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(TrustEnd.class)
    void everyEventEndsTrustUnlessThePolicyLeavesItOut(TrustEnd event) {
        TrustEnd other = TrustEnd.values()[(event.ordinal() + 1) % TrustEnd.values().length];

        assertThat(rule().endsOn(event)).isTrue();
        assertThat(rule(
                                "trust-ends-on",
                                other.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                        .endsOn(event))
                .isFalse();
    }

    @Test
    void theOldestMakeRoomForOneMore() {
        List<Trust> ten = IntStream.range(0, 10).mapToObj(this::givenAfter).toList();
        List<Trust> shuffled = new java.util.ArrayList<>(ten);
        java.util.Collections.shuffle(shuffled, new java.util.Random(7));

        assertThat(rule().makingRoom(shuffled)).containsExactly(ten.get(0));
        assertThat(rule().makingRoom(ten.subList(0, 9))).isEmpty();
        assertThat(rule().makingRoom(List.of())).isEmpty();
        assertThat(rule("trust-max-devices", "3").makingRoom(shuffled)).containsExactlyElementsOf(ten.subList(0, 8));
    }

    @Test
    void whatTrustIsMadeOfIsNotPrinted() {
        assertThat(given(rule())).hasToString("Trust[one]");
    }

    private TrustRule rule(String... keyAndValue) {
        Map<String, String> settings = new java.util.HashMap<>(Map.of("trust", "true"));
        if (keyAndValue.length > 0) {
            settings.put(keyAndValue[0], keyAndValue[1]);
        }
        return new TrustRule(TrustPolicy.from(new Settings(settings)), clock);
    }

    private Trust given(TrustRule rule) {
        return trust("one", rule.endOfNew());
    }

    private Trust givenAfter(int seconds) {
        clock.move(Duration.ofSeconds(seconds));
        return trust("number-" + seconds, rule().endOfNew());
    }

    private Trust trust(String id, Instant end) {
        Instant now = clock.instant();
        return new Trust(
                id,
                new Trust.Owner("shop", "user", null),
                first.handleHash(),
                first.secretHash(),
                null,
                now,
                now,
                now,
                end,
                STAMP,
                new Trust.Browser("Firefox", "Linux", ""));
    }

    private Trust renewed(Trust trust) {
        Instant now = clock.instant();
        return new Trust(
                trust.id(),
                trust.owner(),
                trust.handle(),
                trust.previous() == null
                        ? second.secretHash()
                        : second.next(random).secretHash(),
                trust.secret(),
                now,
                trust.since(),
                now,
                trust.endsAt(),
                trust.stamp(),
                trust.browser());
    }
}
