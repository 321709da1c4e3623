package dev.twofactor.domain.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.device.SecurityStamp.Part;
import dev.twofactor.domain.policy.TrustEnd;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityStampTest {

    private static final Part PASSWORD = new Part("password", "1", 1000, "");
    private static final Part PHONE = new Part("two-factor-sms", "2", 2000, "+14155550101");
    private static final Part APP = new Part("otp", "3", 3000, "");

    private static final Part KEY = new Part("webauthn", "4", 1, "");
    private static final Set<TrustEnd> ALL_OF_METHODS =
            EnumSet.of(TrustEnd.METHOD_ADDED, TrustEnd.METHOD_UPDATED, TrustEnd.METHOD_REMOVED);

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
                .containsExactly(TrustEnd.PASSWORD_UPDATED, TrustEnd.PASSWORD_RESET);
    }

    @Test
    void aMethodThatCameShowsAsAdded() {
        assertThat(changes(List.of(PASSWORD, PHONE, APP, KEY))).containsExactly(TrustEnd.METHOD_ADDED);
        assertThat(SecurityStamp.of("user", List.of(PASSWORD, PHONE), "a@b.example")
                        .changesSince(SecurityStamp.of("user", List.of(PASSWORD), "a@b.example")))
                .containsExactly(TrustEnd.METHOD_ADDED);
    }

    @Test
    void aMethodThatWentShowsAsRemoved() {
        assertThat(changes(List.of(PASSWORD, PHONE))).containsExactly(TrustEnd.METHOD_REMOVED);
        assertThat(changes(List.of(PASSWORD))).containsExactly(TrustEnd.METHOD_REMOVED);
    }

    @Test
    void aMethodThatWasMadeAnewOrSendsElsewhereShowsAsUpdated() {
        assertThat(changes(List.of(PASSWORD, PHONE, new Part("otp", "3", 3001, ""))))
                .containsExactly(TrustEnd.METHOD_UPDATED);
        assertThat(changes(List.of(PASSWORD, APP, new Part("two-factor-sms", "2", 2000, "+14155550102"))))
                .containsExactly(TrustEnd.METHOD_UPDATED);
    }

    @Test
    void aMethodInPlaceOfAnotherShowsAsBoth() {
        assertThat(changes(List.of(PASSWORD, PHONE, new Part("otp", "5", 3000, ""))))
                .containsExactly(TrustEnd.METHOD_ADDED, TrustEnd.METHOD_REMOVED);
        assertThat(changes(List.of(PASSWORD, PHONE, new Part("webauthn", "3", 3000, ""))))
                .containsExactly(TrustEnd.METHOD_ADDED, TrustEnd.METHOD_REMOVED);
    }

    @Test
    void fiftyMethodsFitAndMoreShowThatSomethingChangedAndNotWhat() {
        SecurityStamp fifty = SecurityStamp.of("user", keys(50), "a@b.example");
        SecurityStamp more = SecurityStamp.of("user", keys(51), "a@b.example");

        assertThat(fifty.methods().length()).isBetween(1000, 2000);
        assertThat(SecurityStamp.of("user", keys(49), "a@b.example").changesSince(fifty))
                .containsExactly(TrustEnd.METHOD_REMOVED);
        assertThat(more.changesSince(more)).isEmpty();
        assertThat(more.changesSince(fifty)).containsExactlyElementsOf(ALL_OF_METHODS);
        assertThat(fifty.changesSince(more)).containsExactlyElementsOf(ALL_OF_METHODS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "", "2,00=00"})
    void aStampThatCannotBeReadMayHideAnyChange(String methods) {
        SecurityStamp unreadable = new SecurityStamp(stamp.password(), methods, stamp.email());

        assertThat(stamp.changesSince(unreadable)).containsExactlyElementsOf(ALL_OF_METHODS);
    }

    private Set<TrustEnd> changes(List<Part> parts) {
        return SecurityStamp.of("user", parts, "a@b.example").changesSince(stamp);
    }

    private static List<Part> keys(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Part("webauthn", "key-" + i, i, ""))
                .toList();
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
                .containsExactlyInAnyOrder(
                        TrustEnd.PASSWORD_UPDATED,
                        TrustEnd.PASSWORD_RESET,
                        TrustEnd.METHOD_ADDED,
                        TrustEnd.METHOD_REMOVED,
                        TrustEnd.EMAIL_CHANGED);
    }

    @Test
    void itGivesNeitherPhoneNorAddressAway() {
        assertThat(stamp.toString()).doesNotContain("4155550101", "a@b.example");
        assertThat(PHONE.toString()).doesNotContain("4155550101");
        assertThat(List.of(stamp.password(), stamp.email())).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(stamp.methods()).matches("1(,[0-9a-f]{16}=[0-9a-f]{16}){2}");
    }
}
