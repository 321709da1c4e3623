package dev.twofactor.domain.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.device.SecurityStamp.Part;
import dev.twofactor.domain.policy.TrustEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityStampTest {

    private static final Part PASSWORD = new Part("password", "1", 1000, "");
    private static final Part PHONE = new Part("two-factor-sms", "2", 2000, "+14155550101");
    private static final Part APP = new Part("otp", "3", 3000, "");

    private final SecurityStamp stamp = SecurityStamp.of("user", List.of(PASSWORD, PHONE, APP), "a@b.example");

    @Test
    void theSameAccountHasTheSameStampInWhateverOrder() {
        assertThat(SecurityStamp.of("user", List.of(APP, PASSWORD, PHONE), "A@B.example")
                        .changesSince(stamp))
                .isEmpty();
    }

    @Test
    void aNewPasswordShows() {
        Part changed = new Part("password", "1", 1001, "");

        assertThat(SecurityStamp.of("user", List.of(changed, PHONE, APP), "a@b.example")
                        .changesSince(stamp))
                .containsExactly(TrustEnd.PASSWORD_CHANGED);
    }

    @Test
    void aMethodThatCameOrWentOrWasReplacedOrSendsElsewhereShows() {
        List<List<Part>> others = List.of(
                List.of(PASSWORD, PHONE),
                List.of(PASSWORD, PHONE, APP, new Part("webauthn", "4", 1, "")),
                List.of(PASSWORD, PHONE, new Part("otp", "5", 3000, "")),
                List.of(PASSWORD, PHONE, new Part("otp", "3", 3001, "")),
                List.of(PASSWORD, APP, new Part("two-factor-sms", "2", 2000, "+14155550102")));

        assertThat(others).allSatisfy(parts -> assertThat(
                        SecurityStamp.of("user", parts, "a@b.example").changesSince(stamp))
                .containsExactly(TrustEnd.METHOD_CHANGED));
    }

    @Test
    void anotherAddressOrNoneShows() {
        assertThat(SecurityStamp.of("user", List.of(PASSWORD, PHONE, APP), "b@b.example")
                        .changesSince(stamp))
                .containsExactly(TrustEnd.EMAIL_CHANGED);
        assertThat(SecurityStamp.of("user", List.of(PASSWORD, PHONE, APP), null).changesSince(stamp))
                .containsExactly(TrustEnd.EMAIL_CHANGED);
    }

    @Test
    void anotherUserHasAnotherStamp() {
        assertThat(SecurityStamp.of("other", List.of(PASSWORD, PHONE, APP), "a@b.example")
                        .changesSince(stamp))
                .hasSize(3);
    }

    @Test
    void itGivesNeitherPhoneNorAddressAway() {
        assertThat(stamp.toString()).doesNotContain("4155550101", "a@b.example");
        assertThat(PHONE.toString()).doesNotContain("4155550101");
        assertThat(List.of(stamp.password(), stamp.methods(), stamp.email()))
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }
}
