package dev.twofactor.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands in the tables of a service that has run for a while, as statements that the database carries out by itself.
 *
 * @param name the schema that gets them
 * @param messages rows of the ledger, over the last 100 days, and as many challenges, over the last 26 hours
 * @param users people with a phone number as second factor, a trusted browser, counts and a tally each
 */
record ScaleRows(String name, long messages, long users) {

    private static final long LEDGER_MILLIS = 100 * 86_400_000L;
    private static final long CHALLENGE_MILLIS = 26 * 3_600_000L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    boolean isEmpty() {
        return messages == 0;
    }

    /** The statement for each table that gets rows, the large ones first. */
    Map<String, String> statements(String realmId, long now) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!isEmpty()) {
            all.put("two_factor_challenge", challenges(realmId, now));
            all.put("two_factor_ledger", ledger(realmId, now));
            all.put("two_factor_attempt", attempts(realmId, now));
            all.put("user_entity", accounts(realmId));
            all.put("credential", credentials());
            all.put("two_factor_device", devices(realmId, now));
            all.put("two_factor_enrollment", index(realmId));
            all.put("two_factor_tally", tallies(realmId, now));
            all.put("two_factor_user", counts(realmId, now));
        }
        return all;
    }

    private String challenges(String realmId, long now) {
        String issued = age(now, CHALLENGE_MILLIS);
        return "insert into " + name + ".two_factor_challenge (id, realm_id, user_id, fingerprint, key_id, nonce,"
                + " code_length, issued_at, expires_at, wrong, used, sends, last_sent_at) select " + id("c", "n")
                + ", '"
                + realmId + "', " + user() + ", md5('f' || n) || md5('g' || n), 'key', md5('n' || n), 6, " + issued
                + ", " + issued + " + " + 5 * MINUTE + ", 0, n % 10 < 9, 1, " + issued + range(messages);
    }

    private String ledger(String realmId, long now) {
        String created = age(now, LEDGER_MILLIS);
        return "insert into " + name + ".two_factor_ledger (id, realm_id, user_id, challenge_id, channel, destination,"
                + " country, state, reason, service, vendor_id, created_at, settled_at, outcome, segments, price_micros,"
                + " verified) select " + id("l", "n") + ", '" + realmId + "', " + user() + ", " + id("c", "n")
                + ", 'SMS', '+1 ••• ••• ••01', 'US', 'SENT', 'accepted', " + id("s", "1") + ", 'SM' || md5('v' || n), "
                + created + ", " + created + " + 400, 'ACCEPTED', 1, 7500, n % 10 < 9" + range(messages);
    }

    // One in ten, for the time it takes: a login reads none, and writes one.
    private String attempts(String realmId, long now) {
        String started = age(now, LEDGER_MILLIS);
        return "insert into " + name
                + ".two_factor_attempt (id, delivery_id, realm_id, service, state, outcome, reason,"
                + " vendor_id, country, segments, price_micros, started_at, ended_at) select " + id("l", "n")
                + " || '-1', " + id("l", "n") + ", '" + realmId + "', " + id("s", "1")
                + ", 'SENT', 'ACCEPTED', 'accepted', 'SM' || md5('v' || n), 'US', 1, 7500, " + started + ", " + started
                + " + 400" + range(messages) + " where n % 10 = 0";
    }

    private String accounts(String realmId) {
        return "insert into " + name + ".user_entity (id, username, email, email_constraint, email_verified, enabled,"
                + " realm_id, created_timestamp, not_before) select " + id("u", "n") + ", 'many-' || n, 'many-' || n ||"
                + " '@x.example', 'many-' || n || '@x.example', true, true, '" + realmId + "', 1, 0" + range(users);
    }

    private String credentials() {
        return "insert into " + name + ".credential (id, type, user_id, created_date, secret_data, credential_data,"
                + " priority, version) select " + id("k", "n") + ", 'two-factor-sms', " + id("u", "n")
                + ", 1, '{}', '{\"phoneNumber\":\"+14155550101\"}', 10, 0" + range(users);
    }

    private String devices(String realmId, long now) {
        return "insert into " + name + ".two_factor_device (id, realm_id, user_id, handle, secret, rotated_at, since,"
                + " last_used_at, ends_at, password_stamp, methods_stamp, email_stamp, browser, system_name) select "
                + id("d", "n") + ", '" + realmId + "', " + id("u", "n") + ", md5('h' || n), md5('i' || n), " + now
                + ", "
                + now + ", " + now + ", " + now + " - " + DAY + " + n * " + 30 * DAY + " / " + users
                + ", md5('p' || n), md5('m' || n), md5('e' || n), 'Firefox', 'Linux'" + range(users);
    }

    private String index(String realmId) {
        return "insert into " + name + ".two_factor_enrollment (credential_id, realm_id, user_id, type, enabled, since,"
                + " destination_hash) select " + id("k", "n") + ", '" + realmId + "', " + id("u", "n")
                + ", 'two-factor-sms', true, 1, md5('q' || n)" + range(users);
    }

    private String tallies(String realmId, long now) {
        return "insert into " + name + ".two_factor_tally (id, realm_id, marks, ends_at) select '" + realmId
                + ":c:' || md5('t' || n), '" + realmId + "', '0.0.0.0', " + now + " - " + DAY / 24 + " + n * " + DAY
                + " / " + users + range(users);
    }

    private String counts(String realmId, long now) {
        return "insert into " + name + ".two_factor_user (realm_id, user_id, locks, evaluations, consecutive_wrong,"
                + " spent_at) select '" + realmId + "', " + id("u", "n") + ", 10, 10, 0, " + now + " - " + DAY / 24
                + " + n * " + DAY + " / " + users + range(users);
    }

    // A message of somebody else each time, so that one user's lie apart, as they do in life.
    private String user() {
        return id("u", "n % " + users + " + 1");
    }

    private String age(long now, long span) {
        return now + " - (" + messages + " - n) * " + span + " / " + messages;
    }

    private static String id(String kind, String number) {
        return "md5('" + kind + "' || " + number + ")::uuid::text";
    }

    private static String range(long rows) {
        return " from generate_series(1::bigint, " + rows + ") n";
    }
}
