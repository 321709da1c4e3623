package dev.twofactor.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ForbiddenException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** No time and no answer can tell of a user to somebody without rights, because nothing is looked up. */
class FoundUserTest {

    @BeforeAll
    static void keycloaksUsualFeatures() {
        Profile.defaults();
    }

    @AfterAll
    static void forgetFeatures() {
        Profile.reset();
    }

    @Test
    void whoHasNoRightOverAnyUserIsRefusedBeforeAnythingIsRead() {
        KeycloakSession unread = fake(KeycloakSession.class, Map.of());
        RealmModel realm = fake(RealmModel.class, Map.of("isAdminPermissionsEnabled", args -> false));
        AdminPermissionEvaluator none = fake(AdminPermissionEvaluator.class, Map.of("hasOneAdminRole", args -> false));
        FoundUser found = new FoundUser(new AdminCall(unread, realm, none, null), "any");

        for (ThrowingCallable asked : List.<ThrowingCallable>of(found::viewed, found::managed, found::helped)) {
            // No JAX-RS is there to make it, and that is enough to see what was about to be thrown.
            assertThatThrownBy(asked).hasStackTraceContaining(ForbiddenException.class.getName() + ".<init>");
        }
    }

    // Whatever has no answer must not be asked.
    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (!answers.containsKey(method.getName())) {
                throw new AssertionError(type.getSimpleName() + "." + method.getName() + " was asked");
            }
            return answers.get(method.getName()).apply(args);
        });
    }
}
