package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What our tables know of second factors follows what users really have. */
class EnrollmentIndexIT extends EnrollmentStories {

    private static final String INDEXED = "select count(*) from two_factor_enrollment where user_id = ?";

    @Test
    void theIndexFollowsWhatIsSetUpAndDeletedAndNamesNoNumber() {
        String count = "select count(*) from two_factor_enrollment where user_id = ?";
        start("two-factor-enroll-sms");
        send(phone);
        assertThat(Rows.count(count, user)).isZero();
        code(inbox.code(1));
        Waiting.until(() -> Rows.count(count, user) == 1);
        assertThat(Rows.everythingOf(user)).contains("two-factor-sms").doesNotContain(phone.substring(2));

        AdminApi admin = TestKeycloak.shared().admin();
        admin.credentials(realm.name(), user.id()).forEach(row -> {
            if (row.path("type").asText().equals("two-factor-sms")) {
                String path =
                        "/users/" + user.id() + "/credentials/" + row.path("id").asText();
                admin.send("DELETE", "/" + realm.name() + path, null);
            }
        });
        Waiting.until(() -> Rows.count(count, user) == 0);

        TestUser imported = realm.newUser();
        SignIn signIn = realm.signIn();
        signIn.password(imported);
        signIn.code(new CodeInbox(imported.phone()).code(1));
        Waiting.until(() -> Rows.count(count, imported) == 1);
        realm.delete(imported);
        assertThat(Rows.count(count, imported)).isZero();
    }

    @Test
    void whereNumbersAreUniqueOnlyWhoHoldsThePhoneLearnsThatItIsTaken() {
        TestRealm unique = TestRealm.create();
        unique.policy("unique-number", "true");
        for (TestUser each : List.of(unique.newUserWithoutPhone(), unique.newUserWithoutPhone())) {
            BrowserSession person = BrowserSession.fresh();
            int before = inbox.codes();
            person.get(address(unique, "two-factor-enroll-sms"));
            person.page().submit(Map.of("username", each.name(), "password", each.password()));
            assertThat(person.page().submit(Map.of("phoneNumber", phone)).isCodePage())
                    .isTrue();
            Page done = person.page().submit(Map.of("code", inbox.code(before + 1)));
            if (before == 0) {
                assertThat(done.isSignedIn()).isTrue();
                Waiting.until(
                        () -> Rows.count("select count(*) from two_factor_enrollment where user_id = ?", each) == 1);
            } else {
                assertThat(done.html().select("#input-error-phoneNumber").text())
                        .contains("already used with another account");
            }
        }
    }

    @Test
    void aRenamedUserKeepsWhatWasSetUp() {
        TestRealm renaming = TestRealm.create(file -> file.put("editUsernameAllowed", true));
        TestUser owner = renaming.newUser();
        var change = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        change.put("username", "renamed").put("email", "renamed@test.example").put("emailVerified", true);
        change.put("firstName", "Test").put("lastName", "User");
        TestKeycloak.shared().admin().send("PUT", "/" + renaming.name() + "/users/" + owner.id(), change);
        SignIn signIn = renaming.signIn();

        signIn.password(new TestUser(owner.id(), "renamed", owner.password(), owner.phone(), ""));

        assertThat(signIn.code(new CodeInbox(owner.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void whereNumbersAreUniqueOneOfManyUsersWhoProveANumberAtOnceGetsIt() {
        TestRealm unique = TestRealm.create();
        unique.policy("unique-number", "true");
        unique.policy("sends-per-number-10-minutes", "100");
        List<TestUser> users = IntStream.range(0, 6)
                .mapToObj(i -> unique.newUserWithoutPhone())
                .toList();
        List<BrowserSession> people =
                users.stream().map(each -> readyToVerify(unique, each)).toList();
        List<String> codes =
                IntStream.rangeClosed(1, users.size()).mapToObj(inbox::code).toList();

        List<Page> answers =
                Parallel.run(users.size(), i -> people.get(i).page().submit(Map.of("code", codes.get(i))));

        assertThat(answers).filteredOn(Page::isSignedIn).hasSize(1);
        assertThat(answers)
                .filteredOn(page -> page.text().contains("already used with another account"))
                .hasSize(users.size() - 1);
        assertThat(users)
                .filteredOn(each -> unique.credentials(each).toString().contains("two-factor-sms"))
                .hasSize(1);
    }

    @Test
    void whoWasThereBeforeTheProductIsIndexedWhenTheRealmIsSetUp() {
        TestUser before = realm.newUser(
                phone,
                Credentials.phone(phone),
                Credentials.address(MailAddresses.next()),
                Credentials.app("A".repeat(20)));
        Waiting.until(() -> Rows.count(INDEXED, before) == 3);
        String indexed = Rows.text("select max(destination_hash) from two_factor_enrollment where user_id = ?", before);
        Rows.forgetIndex(before);

        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/two-factor/setup", null);

        Waiting.until(() -> Rows.count(INDEXED, before) == 3);
        assertThat(Rows.text("select max(destination_hash) from two_factor_enrollment where user_id = ?", before))
                .isEqualTo(indexed);
        TestKeycloak.shared().admin().send("DELETE", "/" + realm.name() + "/two-factor/setup", null);
    }

    /** It takes seconds where there are many realms, and what is set up waits for none of it. */
    @Test
    void aRealmThatIsSetUpPurgesNothing() {
        TestUser before = realm.newUser("", Credentials.app("A".repeat(20)));
        Waiting.until(() -> Rows.count(INDEXED, before) == 1);
        Rows.forgetIndex(before);
        TestUser messaged = realm.newUser();
        realm.signIn().password(messaged);
        String challenges = "select count(*) from two_factor_challenge where user_id = ?";
        Waiting.until(() -> Rows.count(challenges, messaged) == 1);
        try {
            TestKeycloak.shared().setClockAhead(Duration.ofDays(2));

            TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/two-factor/setup", null);

            Waiting.until(() -> Rows.count(INDEXED, before) == 1);
            assertThat(Rows.count(challenges, messaged)).isEqualTo(1);
            TestKeycloak.shared().runTask("two-factor-upkeep");
            assertThat(Rows.count(challenges, messaged)).isZero();
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
            TestKeycloak.shared().admin().send("DELETE", "/" + realm.name() + "/two-factor/setup", null);
        }
    }

    @Test
    void everyHourTheIndexLearnsOfUsersWhoCameWithARealmFile() {
        String number = PhoneNumbers.next();
        TestRealm imported = TestRealm.create(file -> {
            var person =
                    file.putArray("users").addObject().put("username", "anna").put("enabled", true);
            person.putArray("credentials").add(Credentials.phone(number));
        });
        String id = TestKeycloak.shared()
                .admin()
                .get("/" + imported.name() + "/users?username=anna")
                .path(0)
                .path("id")
                .asText();
        TestUser anna = new TestUser(id, "anna", "", number, "");
        assertThat(Rows.count(INDEXED, anna)).isZero();

        TestKeycloak.shared().runTask("two-factor-upkeep");

        assertThat(Rows.count(INDEXED, anna)).isEqualTo(1);
        assertThat(Rows.everythingOf(anna)).doesNotContain(number.substring(2));
    }

    @Test
    void nothingOfOursStaysOfARemovedUserOrRealm() {
        TestRealm other = TestRealm.create();
        other.policy("unique-number", "true");
        TestUser first = other.newUserWithoutPhone();
        readyToVerify(other, first).page().submit(Map.of("code", inbox.code(1)));
        TestUser second = other.newUser();
        other.signIn().password(second);
        Waiting.until(() -> Rows.count(INDEXED, first) == 1);
        assertThat(Rows.count("select count(*) from two_factor_claim where user_id = ?", first))
                .isEqualTo(1);
        assertThat(Rows.of(second)).isGreaterThan(2);

        other.delete(first);
        assertThat(Rows.of(first)).isZero();
        assertThat(Rows.of(second)).isGreaterThan(2);
        other.delete();
        assertThat(Rows.of(second)).isZero();
    }

    private BrowserSession readyToVerify(TestRealm where, TestUser each) {
        BrowserSession person = BrowserSession.fresh();
        int before = inbox.count();
        person.get(address(where, "two-factor-enroll-sms"));
        person.page().submit(Map.of("username", each.name(), "password", each.password()));
        person.page().submit(Map.of("phoneNumber", phone));
        inbox.message(before + 1);
        return person;
    }
}
