package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in every state and both themes: nothing shuts anybody out. */
class PagesIT {

    private static final Map<String, TestRealm> REALMS = new ConcurrentHashMap<>();

    @AfterAll
    static void forget() {
        REALMS.clear();
    }

    static Stream<Arguments> pages() {
        return Stream.of("keycloak.v2", "keycloak")
                .flatMap(theme -> Stream.of(Screens.values()).map(screen -> Arguments.of(theme, screen)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everybodyCanUseThePage(String theme, Screens screen) {
        TestRealm realm = REALMS.computeIfAbsent(theme, Screens::realm);
        try (BrowserContext context = Chromium.newContext()) {
            Page page = context.newPage();
            screen.open(realm, page);
            Chromium.picture(page, theme + "-" + screen.file());

            assertThat(PageAudit.of(page)).isEmpty();
        }
    }
}
