package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of users with the status of their second factors, in a realm of a hundred thousand. */
class UserListIT {

    private static final int USERS = LargeRealm.USERS;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 16L << 20;
    private static final long SLACK_BYTES = 1L << 20;
    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;

    @BeforeAll
    static void aLargeRealm() {
        realm = LargeRealm.get();
    }

    private static JsonNode get(String path) {
        return ADMIN.send("GET", realm.name(), path, null).good();
    }

    private static List<String> names(String path) {
        return get(path).findValuesAsText("username");
    }

    @Test
    void pagesAndCountsOfAHundredThousandUsersTakeLessThanASecondEach() {
        List<String> asked = List.of(
                "users/count",
                "users",
                "users?first=99000&max=500",
                "users?status=none&first=15000",
                "users?status=enabled",
                "users?status=locked",
                "users?status=off",
                "users?status=pending",
                "users?status=pending&first=9000&max=500",
                "users?search=*777",
                "users/count?search=many-5");
        for (String path : asked) {
            assertThat(LargeRealm.quickest(path, LONGEST)).as(path).isLessThan(LONGEST);
        }
    }

    // What the server takes for a request must not grow with the realm: compared with one a hundred times smaller.
    @Test
    void pagesAndCountsTakeTheSameMemoryForAHundredThousandUsersAsForAThousand() {
        TestRealm small = TestRealm.create();
        String id =
                TestKeycloak.shared().admin().get("/" + small.name()).path("id").asText();
        new ManyUsers(TestKeycloak.shared().database().jdbcUrl("keycloak"), id).insert(1000);

        for (String path : List.of(
                "users/count",
                "users?max=500",
                "users?status=enabled",
                "users?search=many-5",
                "preview",
                "preview/users?max=500")) {
            long least = allocatedBy(small, path);
            long taken = allocatedBy(realm, path);
            System.out.println("memory of " + path + ": " + least / 1024 + " kB of 1,000 users, " + taken / 1024
                    + " kB of 100,000");
            assertThat(taken).as(path).isLessThan(MOST_BYTES).isLessThan(2 * least + SLACK_BYTES);
        }
    }

    // The least of several: other threads of the server allocate too.
    private static long allocatedBy(TestRealm where, String path) {
        String url = TestKeycloak.shared().url();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = TestResources.allocated(url);
            ADMIN.send("GET", where.name(), path, null).good();
            least = Math.min(least, TestResources.allocated(url) - before);
        }
        return least;
    }

    @Test
    void theCountsSayHowItStandsAndAddUp() {
        JsonNode counts = get("users/count?search=many-");

        assertThat(counts.path("off").asLong()).isEqualTo(USERS / 10);
        assertThat(counts.path("enabled").asLong()).isEqualTo(USERS / 2);
        assertThat(counts.path("pending").asLong()).isEqualTo(USERS / 10);
        assertThat(counts.path("locked").asLong()).isEqualTo(USERS / 10);
        assertThat(counts.path("none").asLong()).isEqualTo(USERS / 5);
        assertThat(counts.path("total").asLong()).isEqualTo(USERS);
    }

    @Test
    void aPageHoldsWhatWasAskedForAndNeverMoreThanFiveHundred() {
        assertThat(get("users")).hasSize(100);
        assertThat(get("users?max=500")).hasSize(500);
        assertThat(ADMIN.send("GET", realm.name(), "users?max=501", null).status())
                .isEqualTo(400);
        assertThat(ADMIN.send("GET", realm.name(), "users?first=-1", null).status())
                .isEqualTo(400);
        assertThat(names("users?first=3&max=2")).isEqualTo(names("users?max=5").subList(3, 5));
    }

    @Test
    void everyRowCarriesStatusAndMethodsAndEveryFilterFindsItsOwn() {
        JsonNode row = get("users?search=many-99991").path(0);
        assertThat(row.path("username").asText()).isEqualTo("many-99991");
        assertThat(row.path("status").asText()).isEqualTo("enabled");
        assertThat(row.path("methods").toString()).isEqualTo("[\"sms\"]");
        String[] byDigit = {"off", "enabled", "enabled", "enabled", "enabled", "enabled", "pending", "locked", "none"};
        for (int digit = 0; digit < byDigit.length; digit++) {
            String name = "many-1234" + digit;
            assertThat(names("users?search=" + name + "&status=" + byDigit[digit]))
                    .containsExactly(name);
            assertThat(get("users?search=" + name).path(0).path("status").asText())
                    .isEqualTo(byDigit[digit]);
        }
        assertThat(ADMIN.send("GET", realm.name(), "users?status=any", null).field())
                .isEqualTo("status");
    }

    @Test
    void aSearchTakesNoPatternButTheStar() {
        assertThat(names("users?search=many_12")).isEmpty();
        assertThat(names("users?search=%25")).isEmpty();
        assertThat(names("users?search=*y-12345@X.example")).containsExactly("many-12345");
    }

    @Test
    void lockedEndsADayAfterTheWrongCodes() {
        TestKeycloak.shared().setClockAhead(Duration.ofHours(25));
        try {
            assertThat(get("users?search=many-12347").path(0).path("status").asText())
                    .isEqualTo("none");
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
        }
    }

    @Test
    void aRealUserGoesFromNoneToEnabledAndWhatIsNotAllowedDoesNotCount() {
        TestUser none = realm.newUserWithoutPhone();
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        person.code(new CodeInbox(user.phone()).code(1));

        assertThat(get("users?search=" + none.name()).path(0).path("status").asText())
                .isEqualTo("none");
        JsonNode row = get("users?search=" + user.name()).path(0);
        assertThat(row.path("status").asText()).isEqualTo("enabled");
        assertThat(row.path("lastMessageAt").asLong()).isPositive();
        assertThat(row.toString()).doesNotContain(user.phone());
        realm.policy("methods", "email");
        try {
            assertThat(get("users?search=" + user.name()).path(0).path("status").asText())
                    .isEqualTo("none");
        } finally {
            realm.policy("methods", "sms,email,totp");
        }
    }
}
