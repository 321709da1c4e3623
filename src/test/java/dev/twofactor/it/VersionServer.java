package dev.twofactor.it;

import dev.twofactor.server.FreePort;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;

/** A Keycloak of one of the supported versions; of the version that is built against, the shared one. */
final class VersionServer implements AutoCloseable {

    private final String url;
    private final Runnable end;

    private VersionServer(String url, Runnable end) {
        this.url = url;
        this.end = end;
    }

    static VersionServer start(String version) throws IOException {
        if (version.equals(TestKeycloak.VERSION)) {
            return new VersionServer(TestKeycloak.shared().url(), () -> {});
        }
        int port = FreePort.next();
        String url = "http://localhost:" + port;
        KeycloakServer server = KeycloakServer.of(
                        KeycloakDistribution.prepare(version, ProviderJar.ours(), KeycloakDistribution.H2))
                .httpPort(port)
                .hostname(url)
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .build()
                .start();
        return new VersionServer(url, server::stop);
    }

    /** Without a slash at the end. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        end.run();
    }
}
