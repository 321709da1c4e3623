package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.inbox.InboxMessage;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses that want to be more than that. */
class EmailInjectionIT {

    private static final String EVIL = "evil@attacker.example";
    private static final Pattern HEADER = Pattern.compile("(?m)^([A-Za-z-]+):");

    private static TestRealm realm;

    private final SignIn signIn = realm.signIn();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putRealmRight() {
        realm.policy("company-name", "Acme Tests");
        realm.smtpToInbox();
        assertThat(TestKeycloak.shared().inbox().messages(EVIL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "victim@mailbox.example\r\nBcc: " + EVIL,
                "victim@mailbox.example\nBcc: " + EVIL,
                "victim@mailbox.example\r\n\r\nbody",
                "victim@mailbox.example," + EVIL,
                "victim@mailbox.example>\r\nRCPT TO:<" + EVIL,
                "\"victim\r\nBcc: " + EVIL + "\"@mailbox.example",
                "<b>victim</b>@mailbox.example",
                "Victim <victim@mailbox.example>",
                "victim@mailbox.example ",
                "\u202Emitciv@mailbox.example",
                "victim@mailbox\u202E.example",
                "victim\u0000@mailbox.example",
                "victim@",
                "@mailbox.example",
                "victim",
                "опоссум@mailbox.example"
            })
    void anAddressThatIsNoneIsRefusedOnThePageAndNothingLeaves(String address) {
        TestUser user = realm.newUser("", Credentials.address(address));
        int before = TestKeycloak.shared().inbox().messages().size();

        Page page = signIn.password(user);
        new CodeInbox(address).awaitSettled(user);
        page = signIn.browser().reload();

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).singleElement().asString().startsWith("The message could not be sent.");
        assertThat(page.text()).doesNotContain(EVIL, "\u202E");
        assertThat(page.html().select("b")).isEmpty();
        assertThat(Rows.everythingOf(user)).contains("\naddress\n").doesNotContain(EVIL);
        assertThat(TestKeycloak.shared().inbox().messages()).hasSize(before);
    }

    @Test
    void anAddressWithAQuotedLocalPartGetsItsMail() {
        assertThatMailArrives("\"a b.c,d\"@mailbox.example", "\"a b.c,d\"@mailbox.example");
    }

    @Test
    void anAddressWithAnInternationalDomainGetsItsMail() {
        assertThatMailArrives("anna@bücher.example", "anna@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\r\nBcc: " + EVIL,
                "Acme\u2028Bcc: " + EVIL,
                "Acme\u0085Bcc: " + EVIL,
                "<img src=x onerror=alert(1)>",
                "Acme <b>bold</b> & 'Söhne' \"KG\"",
                "\u202Eemca\u2066",
                "${code} {0} ''",
                "Bücher Größe"
            })
    void aCompanyNameIsTextAndNothingElse(String name) {
        realm.policy("company-name", name);
        InboxMessage mail = mailTo(realm.newUserWithAddress());

        assertThatHeadersAreOurs(mail);
        assertThat(Jsoup.parse(mail.html()).select("img, b, script")).isEmpty();
        assertThat(mail.text() + mail.html() + mail.source()).doesNotContain("\u202E", "\u2066", "\u2028", "\u0085");
    }

    @Test
    void aSendersNameStartsNoHeader() {
        String port = String.valueOf(TestKeycloak.shared().inbox().smtpPort());
        realm.smtp(
                "host",
                "127.0.0.1",
                "port",
                port,
                "from",
                "no-reply@acme.example",
                "fromDisplayName",
                "Acme\r\nBcc: " + EVIL);

        assertThatHeadersAreOurs(mailTo(realm.newUserWithAddress()));
    }

    @Test
    void theMailIsTextFirstInAnEncodingThatPeopleAndToolsCanRead() {
        TestUser user = realm.newUserWithAddress();

        InboxMessage mail = mailTo(user);

        String code = new CodeInbox(user.address()).code(1);
        assertThat(mail.text())
                .startsWith("Your code is " + code)
                .contains("Acme Tests", "for 5 min.", "somebody knows");
        assertThat(Jsoup.parse(mail.html()).text()).startsWith("Your code is " + code);
        assertThat(occurrences(code, mail.text())).isEqualTo(1);
        assertThat(occurrences(code, mail.html())).isEqualTo(1);
        assertThat(mail.source().indexOf("text/plain")).isLessThan(mail.source().indexOf("text/html"));
        assertThat(mail.source().lines().filter(line -> line.startsWith("Content-Transfer-Encoding:")))
                .allMatch(line -> line.endsWith("7bit") || line.endsWith("quoted-printable"));
        assertThat(mail.source()).contains("Subject: Your code for Acme Tests\r\n");
        assertThat(mail.source().split("\r\n\r\n")[0]).doesNotContain(code);
    }

    @Test
    void theMailSaysWhereAndWhenTheSignInWasStarted() {
        String firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        TestUser user = realm.newUserWithAddress();
        new SignIn(BrowserSession.fresh().calledItself(firefox), realm.name()).password(user);

        InboxMessage mail = new CodeInbox(user.address()).message(1);

        assertThat(mail.text())
                .containsPattern("The sign-in was started in Firefox on Linux on \\w+ \\d+, \\d{4}.+:\\d\\d");
        assertThat(Jsoup.parse(mail.html()).text()).contains("in Firefox on Linux on");
    }

    @Test
    void aBrowserThatNobodyKnowsIsLeftOut() {
        TestUser user = realm.newUserWithAddress();
        new SignIn(BrowserSession.fresh().calledItself("<b>999999</b>"), realm.name()).password(user);

        InboxMessage mail = new CodeInbox(user.address()).message(1);

        assertThat(mail.text()).contains("The sign-in was started on ").doesNotContain("999999");
    }

    private void assertThatMailArrives(String address, String recipient) {
        TestUser user = realm.newUser("", Credentials.address(address));
        signIn.password(user);

        CodeInbox inbox = new CodeInbox(recipient);
        assertThatHeadersAreOurs(inbox.message(1));
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    private InboxMessage mailTo(TestUser user) {
        signIn.password(user);
        return new CodeInbox(user.address()).message(1);
    }

    private static void assertThatHeadersAreOurs(InboxMessage mail) {
        String headers = mail.source().split("\r\n\r\n")[0];
        List<String> names = HEADER.matcher(headers)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace(":", ""))
                .toList();
        assertThat(names).containsOnlyOnce("To", "From", "Subject", "Reply-To").allMatch(name -> List.of(
                        "Return-Path",
                        "Received",
                        "Date",
                        "From",
                        "Reply-To",
                        "To",
                        "Message-ID",
                        "Subject",
                        "MIME-Version",
                        "Content-Type")
                .contains(name));
    }

    private static int occurrences(String part, String text) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
