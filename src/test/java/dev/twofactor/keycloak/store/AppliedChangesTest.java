package dev.twofactor.keycloak.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

class AppliedChangesTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void theNewestChangeIsTheLastOfTheChangeLog() throws IOException {
        List<String> ids = ids();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10).last().isEqualTo(AppliedChanges.NEWEST);
    }

    @Test
    void tablesAreCompleteWithTheNewestChangeAndNotWithAllOthers() throws SQLException, IOException {
        run("create table DATABASECHANGELOG_TWO_FACTOR (ID varchar(255))");
        for (String id : ids()) {
            assertThat(AppliedChanges.areComplete(connection, null)).as(id).isFalse();
            run("insert into DATABASECHANGELOG_TWO_FACTOR values ('" + id + "')");
        }

        assertThat(AppliedChanges.areComplete(connection, null)).isTrue();
    }

    @Test
    void theTablesOfAnotherSchemaSayNothing() throws SQLException {
        run("create schema OTHER");
        run("create table DATABASECHANGELOG_TWO_FACTOR (ID varchar(255))");
        run("create table OTHER.DATABASECHANGELOG_TWO_FACTOR (ID varchar(255))");
        run("insert into DATABASECHANGELOG_TWO_FACTOR values ('" + AppliedChanges.NEWEST + "')");

        assertThat(AppliedChanges.areComplete(connection, "PUBLIC")).isTrue();
        assertThat(AppliedChanges.areComplete(connection, "OTHER")).isFalse();
    }

    @Test
    void aDatabaseWithoutTheTableDoesNotPassForOneThatIsComplete() {
        assertThatThrownBy(() -> AppliedChanges.areComplete(connection, null)).isInstanceOf(SQLException.class);
    }

    @Test
    void liquibaseIsAskedUnlessTheDatabaseSaysThatTheTablesAreComplete() throws SQLException {
        String changes = "META-INF/two-factor-changelog.xml";
        assertThat(new TwoFactorEntities(null).getChangelogLocation()).isEqualTo(changes);
        assertThat(new TwoFactorEntities(sessionOn(() -> connection())).getChangelogLocation())
                .isEqualTo(changes);
        assertThat(new TwoFactorEntities(sessionOn(() -> {
                            throw new IllegalStateException("no connection is left");
                        }))
                        .getChangelogLocation())
                .isEqualTo(changes);

        run("create table DATABASECHANGELOG_TWO_FACTOR (ID varchar(255))");
        run("insert into DATABASECHANGELOG_TWO_FACTOR values ('" + AppliedChanges.NEWEST + "')");

        assertThat(new TwoFactorEntities(sessionOn(() -> connection())).getChangelogLocation())
                .isNull();
    }

    private Connection connection() {
        return stub(
                Connection.class,
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    private static KeycloakSession sessionOn(Supplier<Connection> connections) {
        JpaConnectionProviderFactory database = stub(
                JpaConnectionProviderFactory.class,
                (method, arguments) -> method.getName().equals("getConnection") ? connections.get() : null);
        KeycloakSessionFactory factory = stub(KeycloakSessionFactory.class, (method, arguments) -> database);
        return stub(KeycloakSession.class, (method, arguments) -> factory);
    }

    private interface Call {
        Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T stub(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ids() throws IOException {
        return Pattern.compile("<changeSet author=\"two-factor\" id=\"([^\"]+)\">")
                .matcher(Files.readString(Path.of("src/main/resources/META-INF/two-factor-changelog.xml")))
                .results()
                .map((MatchResult change) -> change.group(1))
                .toList();
    }
}
