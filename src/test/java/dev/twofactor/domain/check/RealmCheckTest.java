package dev.twofactor.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Method;
import dev.twofactor.domain.policy.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule finds its fault and names its clause; a realm without faults is told nothing. */
class RealmCheckTest {

    private CodePolicy codes = CodePolicy.DEFAULT;
    private Map<String, String> budgets = Map.of();
    private Set<Method> methods = EnumSet.allOf(Method.class);
    private boolean emailUnasked;
    private boolean trust;
    private boolean levels;
    private boolean bruteForce = true;
    private boolean reset;
    private List<String> countries = List.of("US");
    private RealmFacts.Service service = new RealmFacts.Service("Texts", false, List.of());

    private List<Finding> findings(Standard... standards) {
        RealmFacts facts = new RealmFacts(
                codes,
                BudgetPolicy.from(new Settings(budgets)),
                methods,
                false,
                emailUnasked,
                trust,
                levels,
                bruteForce,
                reset,
                countries,
                List.of(service),
                List.of());
        return RealmCheck.of(facts, Set.of(standards));
    }

    private void assertFound(String rule, String clause, Standard... standards) {
        assertThat(findings(standards)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.clause()).contains(clause);
            assertThat(finding.subject()).isNotEmpty();
            assertThat(finding.message()).isNotEmpty();
        });
    }

    private static CodePolicy codes(int length, Duration lifetime, int perCode, int inARow) {
        CodePolicy usual = CodePolicy.DEFAULT;
        return new CodePolicy(
                length,
                lifetime,
                perCode,
                usual.wrongPerDay(),
                inARow,
                usual.wrongPerAddressHour(),
                usual.wrongPerRealmHour(),
                usual.sendsPerLogin(),
                usual.sendsPerUserHour(),
                usual.resendWaits(),
                usual.resend());
    }

    @Test
    void aRealmWithoutFaultsIsToldNothing() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aLongLife() {
        codes = codes(6, Duration.ofMinutes(15), 5, 100);
        assertFound("code-lifetime", "NIST SP 800-63B-4 3.1.3.2");
        codes = codes(6, Duration.ofMinutes(10), 5, 100);
        assertThat(findings()).isEmpty();
        assertFound("code-lifetime", "2018/389", Standard.PSD2);
    }

    @Test
    void fewDigits() {
        codes = codes(5, Duration.ofMinutes(5), 5, 100);
        assertFound("code-length", "NIST SP 800-63B-4 3.1.3.2");
    }

    @Test
    void manyTries() {
        codes = codes(6, Duration.ofMinutes(5), 5, 101);
        assertFound("wrong-codes-limit", "NIST SP 800-63B-4 3.2.2");
        codes = codes(6, Duration.ofMinutes(5), 6, 100);
        assertThat(findings()).isEmpty();
        assertFound("wrong-codes-limit", "2018/389 Art. 4(3)(b)", Standard.PSD2);
    }

    @Test
    void noBruteForceProtection() {
        bruteForce = false;
        assertFound("brute-force-off", "NIST SP 800-63B-4 3.2.2");
    }

    @Test
    void noAlternativeToTextMessages() {
        methods = EnumSet.of(Method.SMS, Method.EMAIL);
        assertFound("no-alternative-to-sms", "NIST SP 800-63B-4 3.2.9");
    }

    @Test
    void emailAsTheOnlyFactorOrWhereAStandardForbidsIt() {
        assertFound("email-no-out-of-band", "NIST SP 800-63B-4 3.1.3.1", Standard.AAL2);
        emailUnasked = true;
        assertFound("email-no-out-of-band", "ASVS 5.0 6.3.6");
        emailUnasked = false;
        methods = EnumSet.of(Method.EMAIL);
        assertFound("email-no-out-of-band", "ASVS 5.0 6.3.6");
    }

    @Test
    void oneMailboxForResetAndCode() {
        reset = true;
        assertFound("same-mailbox", "ASVS 5.0 6.4.3");
        methods = EnumSet.of(Method.SMS, Method.TOTP);
        assertThat(findings()).isEmpty();
    }

    @Test
    void trustWhereLevelsMatter() {
        trust = true;
        assertThat(findings()).isEmpty();
        assertFound("trust-and-step-up", "NIST SP 800-63B-4 5.1", Standard.AAL2);
        levels = true;
        assertFound("trust-and-step-up", "NIST SP 800-63B-4 5.1");
    }

    @Test
    void limitsThatAreOff() {
        for (Map<String, String> off : List.of(
                Map.of("budget-mode", "record"),
                Map.of("unverified-per-address-hour", "0"),
                Map.of("unverified-per-prefix-day", "0"))) {
            budgets = off;
            assertFound("limits-off", "ASVS 5.0 2.4.1");
        }
    }

    @Test
    void noCountryList() {
        countries = List.of();
        assertFound("no-country-list", "ASVS 5.0 2.4.1");
        service = new RealmFacts.Service("Texts", true, List.of());
        assertThat(findings()).isEmpty();
    }

    @Test
    void aSecretOutsideTheVault() {
        service = new RealmFacts.Service("Texts", false, List.of("auth-token"));
        assertFound("secret-not-in-vault", "ASVS 5.0 13.3.1");
    }
}
