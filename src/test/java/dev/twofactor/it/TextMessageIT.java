package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a phone gets. */
class TextMessageIT {

    private final TestRealm realm = TestRealm.create();
    private final TestUser user = realm.newUser();
    private final CodeInbox inbox = new CodeInbox(user.phone());

    @Test
    void theTextIsOnePlainSegmentWithTheLineForBrowsersAtItsEnd() {
        realm.signIn().password(user);

        String text = inbox.message(1).text();
        String code = inbox.code(1);

        assertThat(text).isEqualTo(code + " is your code for Acme Tests. Never share it.\n\n@localhost #" + code);
        assertThat(text.length()).isLessThanOrEqualTo(160);
        assertThat(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127 && "`[]{}\\^~|".indexOf(c) < 0)))
                .as("GSM-7 without escapes")
                .isTrue();
    }
}
