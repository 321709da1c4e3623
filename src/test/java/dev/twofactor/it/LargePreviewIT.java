package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview of a requirement in a realm of a hundred thousand: its numbers are right, and soon there. */
class LargePreviewIT {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final String STAFF = "required-roles=" + LargeRealm.CONTAINED_ROLE;
    private static final String SHOP = "required-groups=" + LargeRealm.PARENT_GROUP;

    private static long users(IntPredicate of) {
        return IntStream.range(0, LargeRealm.USERS).filter(of).count();
    }

    private static boolean isStaff(int user) {
        return user % 4 == 0;
    }

    private static boolean isInShop(int user) {
        return user % 3 == 0;
    }

    private static boolean mustSetUp(int user) {
        return user % 10 >= 6;
    }

    private static boolean hasNoDestination(int user) {
        return user % 10 == 9 && user % 100 != 19;
    }

    @Test
    void countsAndPagesTakeLessThanASecondEach() {
        for (String path : List.of(
                "preview",
                "preview?" + STAFF + "&" + SHOP,
                "preview/users?first=30000&max=500",
                "preview/users?fate=without-destination&" + STAFF,
                "preview/roles",
                "preview/groups",
                "preview/identity-providers",
                "preview/clients")) {
            assertThat(LargeRealm.quickest(path, LONGEST)).as(path).isLessThan(LONGEST);
        }
    }

    @Test
    void rolesAndGroupsNameThemselvesAndAllBelow() {
        JsonNode counts = LargeRealm.ask("preview?" + STAFF + "&" + SHOP);

        assertThat(counts.path("required").asLong()).isEqualTo(users(n -> isStaff(n) || isInShop(n)));
        assertThat(counts.path("must-set-up").asLong())
                .isEqualTo(users(n -> (isStaff(n) || isInShop(n)) && mustSetUp(n)));
        assertThat(counts.path("ready").asLong() + counts.path("must-set-up").asLong())
                .isEqualTo(counts.path("required").asLong());
        assertThat(counts.path("switched-off").asLong())
                .isEqualTo(users(n -> (isStaff(n) || isInShop(n)) && n % 10 == 0));
        assertThat(counts.path("without-destination").asLong())
                .isEqualTo(users(n -> (isStaff(n) || isInShop(n)) && hasNoDestination(n)));
        assertThat(counts.path("from-provider").asLong())
                .isEqualTo(users(n -> (isStaff(n) || isInShop(n)) && n % 100 == 8));
        assertThat(counts.path("obstacles")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"roles, role, staff, 4", "groups, group, /shop/berlin, 3"})
    void eachRoleAndGroupHasItsNumbers(String list, String field, String name, int every) {
        JsonNode row = row("preview/" + list + "?max=500", field, name);

        assertThat(row.path("all").asLong()).isEqualTo(users(n -> n % every == 0));
        assertThat(row.path("must-set-up").asLong()).isEqualTo(users(n -> n % every == 0 && mustSetUp(n)));
        assertThat(row.path("without-destination").asLong())
                .isEqualTo(users(n -> n % every == 0 && hasNoDestination(n)));
    }

    private static JsonNode row(String path, String field, String name) {
        for (JsonNode row : LargeRealm.ask(path)) {
            if (row.path(field).asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError(path + " has no " + name);
    }

    @Test
    void aGroupThatHasTheRoleNamesItsMembers() {
        String realm = "/" + LargeRealm.get().name();
        AdminApi api = TestKeycloak.shared().admin();
        String parent = api.get(realm + "/group-by-path" + LargeRealm.PARENT_GROUP)
                .path("id")
                .asText();
        JsonNode role = api.get(realm + "/roles/" + LargeRealm.ROLE);
        String path = realm + "/groups/" + parent + "/role-mappings/realm";
        api.send("POST", path, AdminAs.json().arrayNode().add(role));
        try {
            assertThat(LargeRealm.ask("preview?" + STAFF).path("required").asLong())
                    .isEqualTo(users(n -> isStaff(n) || isInShop(n)));
        } finally {
            api.send("DELETE", path, AdminAs.json().arrayNode().add(role));
        }
        assertThat(LargeRealm.ask("preview?" + STAFF).path("required").asLong())
                .isEqualTo(users(LargePreviewIT::isStaff));
    }

    @Test
    void usersOfOneFateComeInPages() {
        List<String> page =
                LargeRealm.ask("preview/users?" + SHOP + "&first=2&max=3").findValuesAsText("username");

        assertThat(page).hasSize(3);
        assertThat(page)
                .isEqualTo(LargeRealm.ask("preview/users?" + SHOP + "&max=5")
                        .findValuesAsText("username")
                        .subList(2, 5));
        for (String name : page) {
            int number = Integer.parseInt(name.substring("many-".length()));
            assertThat(isInShop(number) && mustSetUp(number)).as(name).isTrue();
        }
    }
}
