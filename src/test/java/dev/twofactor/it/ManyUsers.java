package dev.twofactor.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Thousands of users, written straight into a server's database in seconds. */
final class ManyUsers {

    private final String jdbcUrl;
    private final String realmId;

    ManyUsers(String jdbcUrl, String realmId) {
        this.jdbcUrl = jdbcUrl;
        this.realmId = realmId;
    }

    /**
     * Users {@code many-0} and so on. By the last digit of the number: 0 has switched off, 1 to 5 have a phone, 6 must
     * set one up, 7 is locked, 8 and 9 have nothing.
     */
    void insert(int users) {
        String range = " from generate_series(0, " + (users - 1) + ") n";
        run(
                "insert into user_entity (id, username, email, email_constraint, email_verified, enabled, realm_id,"
                        + " created_timestamp, not_before) select " + id()
                        + ", 'many-' || n, 'many-' || n || '@x.example',"
                        + " 'many-' || n || '@x.example', true, true, '" + realmId + "', 1, 0" + range,
                "insert into credential (id, type, user_id, created_date, secret_data, credential_data, priority, version)"
                        + " select " + row() + ", 'two-factor-sms', " + id() + ", 1, '{}',"
                        + " '{\"phoneNumber\":\"+14155550101\"}', 10, 0" + range + " where n % 10 <= 5",
                "insert into two_factor_enrollment (credential_id, realm_id, user_id, type, enabled, since)"
                        + " select " + row() + ", '" + realmId + "', " + id() + ", 'two-factor-sms', n % 10 > 0, 1"
                        + range
                        + " where n % 10 <= 5",
                "insert into user_required_action (user_id, required_action) select " + id() + ", 'two-factor-enroll'"
                        + range + " where n % 10 = 6",
                "insert into two_factor_user (realm_id, user_id, locks, evaluations, consecutive_wrong, wrong_at)"
                        + " select '" + realmId + "', " + id() + ", 1, 10, 10, '" + tenWrongNow() + "'" + range
                        + " where n % 10 = 7",
                "analyze");
    }

    /**
     * Gives users of the {@link #insert} memberships and destinations: every fourth has the role, every third is in the group;
     * whose number ends with 9 has an address that nobody verified, with 19 a phone number in the profile, with 08 comes
     * from the identity provider.
     */
    void tellApart(int users, String roleId, String groupId, String provider) {
        String range = " from generate_series(0, " + (users - 1) + ") n";
        run(
                "insert into user_role_mapping (user_id, role_id) select " + id() + ", '" + roleId + "'" + range
                        + " where n % 4 = 0",
                "insert into user_group_membership (user_id, group_id, membership_type) select " + id() + ", '"
                        + groupId + "', 'UNMANAGED'" + range + " where n % 3 = 0",
                "update user_entity set email_verified = false where realm_id = '" + realmId
                        + "' and username like 'many-%9'",
                "insert into user_attribute (id, user_id, name, value) select " + row() + ", " + id()
                        + ", 'phoneNumber', '+14155550101'" + range + " where n % 100 = 19",
                "insert into federated_identity (user_id, realm_id, identity_provider, federated_user_id)" + " select "
                        + id() + ", '" + realmId + "', '" + provider + "', n" + range + " where n % 100 = 8",
                "analyze");
    }

    private static String tenWrongNow() {
        String now = Long.toString(System.currentTimeMillis() / 1000, 36);
        return String.join(",", java.util.Collections.nCopies(10, now));
    }

    private String id() {
        return "md5('" + realmId + "user' || n)";
    }

    private String row() {
        return "md5('" + realmId + "row' || n)";
    }

    long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }

    /** Second factors that the realm's users have. */
    long factors() {
        return count("select count(*) from credential c join user_entity u on u.id = c.user_id where u.realm_id = '"
                + realmId + "' and c.type = 'two-factor-sms'");
    }

    private void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError("the database did not take the users", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, "postgres", "any");
    }
}
