package dev.twofactor.benchmark;

import dev.twofactor.it.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL with the same Keycloak several times, in a schema each: one of them is called {@code public}, which is the one
 * that the server works on. So one server, warm as it is, meets empty and full tables in turns.
 */
final class ScaleDatabase implements AutoCloseable {

    private static final String NAME = "scale";
    private static final int MAKERS = 2;
    private static final Pattern COMMIT = Pattern.compile("LOG: +execute [^:]*: COMMIT$");

    private final PostgresServer server;
    private String current;

    private ScaleDatabase(PostgresServer server, String current) {
        this.server = server;
        this.current = current;
    }

    /** An empty one, set up to take millions of rows quickly, and to explain its plans when it is told to. */
    static ScaleDatabase start(String firstSchema) {
        PostgresServer server = PostgresServer.start();
        server.createDatabase(NAME);
        ScaleDatabase database = new ScaleDatabase(server, firstSchema);
        database.run(
                "alter system set wal_level = minimal",
                "alter system set max_wal_senders = 0",
                "alter system set shared_buffers = '2GB'",
                "alter system set maintenance_work_mem = '512MB'",
                "alter system set max_wal_size = '8GB'",
                // What it does by itself would fall into one round and not into another.
                "alter system set autovacuum = off",
                "alter database " + NAME + " set session_preload_libraries = 'auto_explain'");
        server.restart();
        return database;
    }

    String jdbcUrl() {
        return server.jdbcUrl(NAME);
    }

    /** What its processes used. */
    Duration cpuTime() {
        return server.cpuTime();
    }

    Path log() {
        return server.log();
    }

    /** Makes a schema with all that stands in {@code public}, and these rows on top. */
    void copy(ScaleRows rows, String realmId, long now) throws InterruptedException {
        run("create schema " + rows.name());
        Map<String, String> more = rows.statements(realmId, now);
        List<String> tables = new ArrayList<>(more.keySet());
        texts("select tablename from pg_tables where schemaname = 'public' order by 1").stream()
                .filter(table -> !more.containsKey(table))
                .forEach(tables::add);
        ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            tables.forEach(table -> tasks.add(() -> {
                copy(rows.name(), table, more.getOrDefault(table, "select 1"));
                return null;
            }));
            for (Future<Void> task : makers.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The database took no rows: " + e.getCause().getMessage(), e);
        } finally {
            makers.shutdownNow();
        }
        foreignKeys(rows.name());
    }

    // Made and filled in one transaction, it needs no log; an index made at the end is quicker than one kept up to
    // date.
    private void copy(String schema, String table, String more) {
        String copy = schema + "." + table;
        List<String> all = new ArrayList<>(List.of(
                "begin",
                "create table " + copy + " (like public." + table + " including all excluding indexes)",
                "insert into " + copy + " select * from public." + table,
                more));
        all.addAll(texts("select replace(indexdef, ' ON public.', ' ON " + schema + ".') from pg_indexes where"
                + " schemaname = 'public' and tablename = '" + table + "' and indexname not in (select conname from"
                + " pg_constraint where conrelid = 'public." + table + "'::regclass)"));
        all.addAll(texts(
                constraints(schema) + " and conrelid = 'public." + table + "'::regclass and contype in ('p', 'u')"));
        all.add("commit");
        all.add("analyze " + copy);
        run(all.toArray(String[]::new));
    }

    private void foreignKeys(String schema) {
        texts(constraints(schema) + " and contype = 'f'").forEach(this::run);
    }

    private static String constraints(String schema) {
        return "select 'alter table " + schema + ".' || relname || ' add constraint ' || quote_ident(conname) || ' ' ||"
                + " replace(pg_get_constraintdef(c.oid), 'REFERENCES ', 'REFERENCES " + schema
                + ".') from pg_constraint c"
                + " join pg_class t on t.oid = conrelid where connamespace = 'public'::regnamespace";
    }

    /** Lets the server work on this schema from its next statement on. */
    void use(String schema) {
        if (!schema.equals(current)) {
            run(
                    "begin",
                    "alter schema public rename to " + current,
                    "alter schema " + schema + " rename to public",
                    "commit");
            current = schema;
        }
    }

    /** From now on its log holds every statement and its plan. */
    void explain() {
        run(
                "alter system set log_statement = 'all'",
                "alter system set auto_explain.log_format = 'json'",
                "alter system set auto_explain.log_nested_statements = on",
                "alter system set auto_explain.log_min_duration = 0",
                "select pg_reload_conf()");
    }

    /** Transactions of the server that were committed since {@link #explain}, those that only read included. */
    long commits() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> COMMIT.matcher(line).find()).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first column of the first row. */
    long number(String sql) {
        return Long.parseLong(texts(sql).get(0));
    }

    /** The first column of every row. */
    List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
        }
    }

    private void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not take a statement: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), "postgres", "any");
    }

    @Override
    public void close() {
        server.stop();
    }
}
