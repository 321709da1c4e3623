package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import dev.twofactor.inbox.Inbox;
import dev.twofactor.inbox.InboxMessage;
import dev.twofactor.server.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.BindMode;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The JAR in Keycloak's image, as operators put it there. */
@Tag("container")
class ContainerIT {

    private static final String IMAGE = "keycloak/keycloak:" + TestKeycloak.VERSION;
    private static final Duration READY = Duration.ofMinutes(6);
    private static final String PHONE = "+14155550101";
    private static final String REALM_FILE = "/opt/keycloak/data/import/shop-realm.json";
    private static final Path JAR = Path.of(System.getProperty("provider.jar")).toAbsolutePath();

    private static Inbox inbox;

    @BeforeAll
    static void start() throws IOException {
        inbox = Inbox.start(InetAddress.getByName("0.0.0.0"), FreePort.next(), FreePort.next());
    }

    @AfterAll
    static void end() {
        inbox.close();
    }

    @Test
    void worksInTheProvidersFolderOfTheImage() {
        try (KeycloakContainer keycloak = new KeycloakContainer(IMAGE)) {
            keycloak.withProviderLibsFrom(List.of(JAR.toFile()));
            assertThatSomebodySignsIn(keycloak);
        }
    }

    @Test
    void worksOptimizedWithAReadOnlyRootAndAnyUserId() {
        ImageFromDockerfile image = new ImageFromDockerfile("two-factor-it-optimized", true)
                .withFileFromPath("provider.jar", JAR)
                .withDockerfileFromBuilder(file -> file.from(IMAGE)
                        .copy("provider.jar", "/opt/keycloak/providers/")
                        .run("/opt/keycloak/bin/kc.sh build --db=dev-file --health-enabled=true")
                        .build());
        try (KeycloakContainer keycloak = new KeycloakContainer(image.get())) {
            keycloak.withProductionMode().withOptimizedFlag();
            keycloak.withEnv(Map.of("KC_HTTP_ENABLED", "true", "KC_HOSTNAME_STRICT", "false", "KC_CACHE", "local"));
            keycloak.withCreateContainerCmdModifier(ContainerIT::lockDown);
            assertThatSomebodySignsIn(keycloak);
        }
    }

    private static void lockDown(CreateContainerCmd command) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        command.withUser("12345:0");
        host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", "rw", "/opt/keycloak/data", "rw,mode=1777"));
    }

    private static void assertThatSomebodySignsIn(KeycloakContainer keycloak) {
        keycloak.withExtraHost("inbox", "host-gateway");
        keycloak.withEnv("KC_SPI_TWO_FACTOR__DEFAULT__ALLOW_PRIVATE_ADDRESSES", "true");
        keycloak.withEnv("DEMO_INBOX_HOST", "inbox");
        keycloak.withEnv("DEMO_INBOX_PORT", Integer.toString(inbox.httpPort()));
        keycloak.withEnv("DEMO_SMTP_PORT", Integer.toString(inbox.smtpPort()));
        keycloak.withFileSystemBind(
                Path.of("realm-export.json").toAbsolutePath().toString(), REALM_FILE, BindMode.READ_ONLY);
        keycloak.withStartupTimeout(READY);
        keycloak.start();
        int before = inbox.messages(PHONE).size();
        String url = keycloak.getAuthServerUrl();
        Waiting.until(READY, () -> BrowserSession.answers(url + "/realms/shop"));
        BrowserSession browser = BrowserSession.fresh();

        Page page = browser.get(BrowserSession.loginAddress(url, "shop", "shop-web"))
                .submit(Map.of("username", "sms", "password", "sms"));
        assertThat(page.isCodePage()).isTrue();
        Waiting.until(() -> inbox.messages(PHONE).size() > before);
        InboxMessage message = inbox.messages(PHONE).get(before);
        String code = SentCodes.in(message.text()).orElseThrow();

        assertThat(browser.page().submit(Map.of("code", code)).isSignedIn()).isTrue();
        assertThat(keycloak.getLogs()).doesNotContain(code, PHONE);
    }
}
