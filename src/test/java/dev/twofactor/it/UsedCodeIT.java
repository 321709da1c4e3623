package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A code that was accepted in one tab while another tab of the same login still shows its page. */
class UsedCodeIT {

    /** The required action keeps the first tab's login open: else Keycloak itself turns the second tab away. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void aUsedCodeIsRefusedInTheWordsOfAWrongOne(Method method) {
        TestRealm realm = TestRealm.create();
        TestUser user = method.newUser(realm);
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.putArray("requiredActions").add("UPDATE_PASSWORD");
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + user.id(), change);
        SignIn first = realm.signIn();
        first.password(user);
        CodeInbox inbox = new CodeInbox(method.destination(user));
        String code = inbox.code(1);
        SignIn second = first.tab();
        second.password(user);
        assertThat(second.code(inbox.wrongCode(1)).errors()).hasSize(1);
        var wordsOfAWrongCode = second.page().errors();

        assertThat(first.code(code).isCodePage()).isFalse();
        Page used = second.code(code);

        assertThat(used.isCodePage()).isTrue();
        assertThat(used.errors()).isEqualTo(wordsOfAWrongCode);
        assertThat(Rows.evaluations(user)).isEqualTo(2);
    }
}
