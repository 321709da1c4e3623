package dev.twofactor.keycloak.enrollment;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSessionFactory;

class UpkeepTest {

    @Test
    void aRunThatCannotBeginDoesNotEndTheTimerOfAllTasks() {
        KeycloakSessionFactory broken = (KeycloakSessionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeycloakSessionFactory.class}, (proxy, method, values) -> {
                    throw new IllegalStateException("the cache does not answer");
                });

        assertThatCode(new Upkeep(broken)::runOnOneNode).doesNotThrowAnyException();
    }
}
