package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.LanguageFiles;
import dev.twofactor.inbox.InboxMessage;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The messages in every language, from the real server: each text message and mail with a code, and the other mails in a language
 * of another alphabet that is read from right to left. All mails in all languages are in {@code MailLanguagesTest}.
 */
class LanguageMessagesIT {

    private static final List<String> LANGUAGES = LanguageFiles.all();
    /** Fewer than one user may get in an hour. */
    private static final int SENDS_OF_ONE = 20;

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = ScreenLanguage.realm("keycloak.v2", LanguageFiles.tags().toArray(String[]::new));
        realm.policy("report-link-in-texts", "never");
    }

    @Test
    void aCodeLeavesByTextMessageInEveryLanguage() {
        List<String> problems = new ArrayList<>();
        TestUser user = null;
        for (int i = 0; i < LANGUAGES.size(); i++) {
            String language = LANGUAGES.get(i);
            int sent = i % SENDS_OF_ONE + 1;
            user = sent == 1 ? realm.newUser() : user;
            CodeInbox inbox = new CodeInbox(user.phone());
            signIn(user, language);
            String text = inbox.message(sent).text();
            String expected = formatted(language, "twoFactorSmsText", inbox.code(sent), "Acme Tests");
            if (!text.lines().findFirst().orElse("").equals(expected)) {
                problems.add(language + ": " + text.replaceAll("[0-9]{6,}", "#"));
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aCodeLeavesByMailInEveryLanguage() {
        List<String> problems = new ArrayList<>();
        TestUser user = null;
        for (int i = 0; i < LANGUAGES.size(); i++) {
            String language = LANGUAGES.get(i);
            int sent = i % SENDS_OF_ONE + 1;
            user = sent == 1 ? realm.newUserWithAddress() : user;
            CodeInbox inbox = new CodeInbox(user.address());
            signIn(user, language);
            InboxMessage mail = inbox.message(sent);
            String first = formatted(language, "twoFactorMailCode", inbox.code(sent));
            String notYou = formatted(language, "twoFactorMailNotYou");
            Document html = Jsoup.parse(mail.html());
            if (!mail.text().startsWith(first)
                    || !mail.text().contains(notYou)
                    || !html.text().contains(folded(notYou))
                    || !html.selectFirst("html").attr("dir").equals(direction(language))) {
                problems.add(language + ": " + mail.text().replaceAll("[0-9]{6,}", "#"));
            }
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherMailIsMirroredWhereItIsReadFromRightToLeft(Mails mail) {
        Document html = Jsoup.parse(mail.html(realm, "fa"));

        assertThat(html.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(html.text())
                .doesNotContain("twoFactor")
                .doesNotContainPattern("[A-Za-z]{4,} [A-Za-z]{4,} [a-z]{4,}");
        assertThat(LanguageFiles.texts("fa").values())
                .filteredOn(text -> text.length() > 20 && html.text().contains(folded(text)))
                .as("words of ours in " + html.text())
                .isNotEmpty();
    }

    private static void signIn(TestUser user, String language) {
        SignIn signIn = realm.signIn();
        signIn.browser().speaking(language.replace('_', '-'));
        assertThat(signIn.password(user).isCodePage()).isTrue();
    }

    private static String formatted(String language, String key, Object... values) {
        Map<String, String> texts = LanguageFiles.texts(language);
        return new MessageFormat(texts.get(key), LanguageFiles.locale(language)).format(values);
    }

    private static String folded(String text) {
        return text.replace('\u00a0', ' ');
    }

    private static String direction(String language) {
        return language.equals("ar") || language.equals("fa") ? "rtl" : "ltr";
    }
}
