package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What Keycloak's traces show of a login. */
class TracingIT {

    private final TraceReceiver traces = TraceReceiver.shared();
    private final TestRealm realm = TestRealm.create();

    @Test
    void aTracedLoginShowsTheSendingAndTheJudgingOfItsCodeAndNothingSecret() {
        String trace = Secrets.hex(16);
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.browser().behindProxy("traceparent", "00-" + trace + "-" + Secrets.hex(8) + "-01");

        person.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        person.code(inbox.wrongCode(1));
        String code = inbox.code(1);
        assertThat(person.code(code).isSignedIn()).isTrue();

        Waiting.until(() -> traces.received().contains("two-factor.send")
                && traces.received().contains("two_factor.verdict")
                && traces.received().contains("accepted"));
        String received = traces.received();
        assertThat(received)
                .contains("two-factor.verify", "two_factor.channel", "two_factor.outcome", "wrong")
                .contains(new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1))
                .doesNotContain(code, user.phone(), user.phone().substring(2), user.password());
    }
}
