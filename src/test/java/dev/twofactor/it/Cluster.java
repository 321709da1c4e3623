package dev.twofactor.it;

import dev.twofactor.server.KeycloakDistribution;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Two Keycloaks on one PostgreSQL that found each other, shared by all classes of the suite. */
final class Cluster {

    private static Cluster shared;
    private static RuntimeException failure;

    private final PostgresServer database = PostgresServer.start();
    private final ClusterNode a = new ClusterNode("node-a", database);
    private final ClusterNode b = new ClusterNode("node-b", database);
    private final List<ClusterNode> inService = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private Cluster() {
        database.createDatabase("keycloak");
        b.behind(a.url());
    }

    /** The running one, with this build's JAR; the first caller starts it. A start that failed is not tried again. */
    static synchronized Cluster shared() {
        if (shared == null) {
            startWith(TestKeycloak.distribution());
        }
        return shared;
    }

    /** Starts the shared one on another distribution: both nodes at once, on an empty database. */
    static synchronized Cluster startWith(KeycloakDistribution distribution) {
        if (failure != null || shared != null) {
            throw new IllegalStateException("The cluster was started before", failure);
        }
        try {
            Cluster cluster = new Cluster();
            cluster.startBoth(distribution);
            shared = cluster;
            return cluster;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Lets no node that was killed be asked by those that start next: they would wait a minute for its answer. Both must be down. */
    void forgetMembers() {
        change("delete from jgroups_ping");
    }

    /** Starts two nodes that do not run, at one moment. */
    void startBoth(KeycloakDistribution distribution) {
        onBoth(node -> node.start(distribution));
        awaitOneCluster();
        inService.addAll(List.of(a, b));
    }

    void stopBoth() {
        inService.clear();
        onBoth(ClusterNode::stop);
    }

    /**
     * Nodes that were killed leave their names in the database, and one that starts asks those first: two that start then may each be
     * alone for a minute before they find each other, and share no sessions.
     */
    void awaitOneCluster() {
        Waiting.until(Duration.ofMinutes(3), () -> a.membersSeen() == 2 && b.membersSeen() == 2);
    }

    /** Does this with both nodes at one moment; starting takes its time. */
    void onBoth(Consumer<ClusterNode> work) {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> work.accept(a)),
                        CompletableFuture.runAsync(() -> work.accept(b)))
                .join();
    }

    /** The public address: that of node A. */
    String url() {
        return a.url();
    }

    ClusterNode a() {
        return a;
    }

    ClusterNode b() {
        return b;
    }

    PostgresServer database() {
        return database;
    }

    /** A person whose requests all go to this node. */
    SignIn signIn(TestRealm realm, ClusterNode node) {
        return signIn(realm, node::route);
    }

    /** A person whose requests go to the nodes in turn. */
    SignIn signIn(TestRealm realm) {
        return signIn(realm, this::balance);
    }

    private SignIn signIn(TestRealm realm, UnaryOperator<URI> route) {
        return new SignIn(BrowserSession.fresh().through(route), url(), realm.name());
    }

    /** Lets no further request of {@link #signIn(TestRealm)} go to this node. */
    void takeOut(ClusterNode node) {
        inService.remove(node);
    }

    void putIn(ClusterNode node) {
        awaitOneCluster();
        inService.add(node);
    }

    /** The same request, sent to the node whose turn it is. */
    URI balance(URI url) {
        List<ClusterNode> now = List.copyOf(inService);
        return now.get(turn.getAndIncrement() % now.size()).route(url);
    }

    /** Codes ever compared for this user. */
    long evaluations(TestUser user) {
        return count("select coalesce(sum(evaluations), 0) from two_factor_user where user_id = ?", user.id());
    }

    /** The number in the first column of the first row; every parameter is a text. */
    long count(String sql, String... parameters) {
        try (Connection connection = connection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }

    /** Changes rows behind Keycloak's back. */
    void change(String sql, String... parameters) {
        try (Connection connection = connection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError("the database did not take the change", e);
        }
    }

    /** Takes these rows away, and brings the same back in a transaction that ends once somebody who does the work waits for it. */
    void bringBackWhileSomebodyWaits(String table, String where, Runnable work) {
        change("create table put_aside as select * from " + table + " where " + where);
        change("delete from " + table + " where " + where);
        try (Connection connection = connection();
                PreparedStatement back =
                        connection.prepareStatement("insert into " + table + " select * from put_aside")) {
            connection.setAutoCommit(false);
            back.executeUpdate();
            CompletableFuture<Void> working = CompletableFuture.runAsync(work);
            Waiting.until(
                    Duration.ofMinutes(3),
                    () -> count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0);
            connection.commit();
            working.join();
        } catch (SQLException e) {
            throw new AssertionError("the database did not take the change", e);
        } finally {
            change("drop table put_aside");
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("keycloak"), "postgres", "any");
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
