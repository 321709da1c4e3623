package dev.twofactor.it;

import dev.twofactor.server.KeycloakDistribution;
import java.util.List;

/**
 * Builds the servers of later classes while the first ones run: {@code ./test} starts it. A server that is missing here is built by
 * the class that wants it, as one that takes longer than until then.
 */
final class BuiltAhead {

    private BuiltAhead() {}

    /** @param args none */
    public static void main(String[] args) {
        // The demo's and the benchmarks'.
        KeycloakDistribution.prepare(TestKeycloak.VERSION, ProviderJar.ours(), KeycloakDistribution.H2);
        AccountThemeVersionsIT.versions().forEach(VersionServer::distribution);
        KeycloakDistribution.prepare(TestKeycloak.VERSION, List.of(), KeycloakDistribution.H2);
        KeycloakDistribution.prepare(TestKeycloak.VERSION, ProviderJar.ours(), KeycloakDistribution.POSTGRES);
        DatabasesIT.distribution(KeycloakDistribution.H2);
        DatabasesIT.distribution(DatabasesIT.MARIADB);
        RollingUpgradeIT.previous();
        RollingUpgradeIT.plain();
    }
}
