package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Refusals of the admin REST have the one shape of all, and what Keycloak's tools show beside it. */
class AdminProblemsIT {

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final SelfService admin = new SelfService(realm, AdminAs.server().freshToken());

    @Test
    void everyKindOfRefusalHasAStableCodeAndUndoesTheRequest() {
        SelfService.Answer bad = admin.administers("PUT", "policy", "{\"trust-days\":7,\"code-length\":99}");
        assertThat(bad.refusal()).isEqualTo("400 bad_field");
        assertThat(bad.text("field")).isEqualTo("code-length");
        assertThat(bad.text("errorMessage")).isEqualTo(bad.text("detail")).startsWith("code-length:");
        assertThat(admin.administers("GET", "policy", null).text("trust-days")).isEqualTo("30");

        assertThat(admin.administers("DELETE", "users/none", null).refusal()).isEqualTo("404 not_found");
        assertThat(admin.administers("DELETE", "users/reset", null).refusal()).isEqualTo("409 conflict");
    }

    @Test
    void anAdminWithoutTheRightIsToldSoInTheSameShape() {
        SelfService nobody =
                new SelfService(realm, AdminAs.withRoles(realm, "view-clients").freshToken());

        for (String call : new String[] {"GET policy", "DELETE policy", "GET users", "GET messages"}) {
            String[] parts = call.split(" ");
            assertThat(nobody.administers(parts[0], parts[1], null).refusal())
                    .as(call)
                    .isEqualTo("403 not_allowed");
        }
    }
}
