package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A Keycloak of one of the supported versions; of the version that is built against, the shared one. */
final class VersionServer implements AutoCloseable {

    private final String url;
    private final KeycloakServer server;
    private final Runnable end;

    private VersionServer(String url, KeycloakServer server, Runnable end) {
        this.url = url;
        this.server = server;
        this.end = end;
    }

    static VersionServer start(String version) throws IOException {
        if (version.equals(TestKeycloak.VERSION)) {
            TestKeycloak shared = TestKeycloak.shared();
            return new VersionServer(shared.url(), shared.server(), () -> {});
        }
        int port = FreePort.next();
        String url = "http://localhost:" + port;
        KeycloakServer server = KeycloakServer.of(distribution(version))
                .httpPort(port)
                .hostname(url)
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .build()
                .start();
        return new VersionServer(url, server, server::stop);
    }

    /** What runs on a version that is not built against. */
    static KeycloakDistribution distribution(String version) {
        List<String> options = new ArrayList<>(KeycloakDistribution.H2);
        options.add("--metrics-enabled=true");
        return KeycloakDistribution.prepare(version, ProviderJar.ours(), options);
    }

    /** Without a slash at the end. */
    String url() {
        return url;
    }

    /** What its metrics endpoint says now. */
    Scrape scrape() {
        return Scrape.of(server);
    }

    @Override
    public void close() {
        end.run();
    }
}
