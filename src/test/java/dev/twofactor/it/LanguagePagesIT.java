package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.LanguageFiles;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in every language, from the real server: in its own words, and in the direction that it is read in. */
class LanguagePagesIT {

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa");
    private static final Map<String, Map<String, String>> TEXTS =
            LanguageFiles.all().stream().collect(Collectors.toMap(name -> name, LanguagePagesIT::shown));

    private static TestRealm realm;

    @BeforeAll
    static void makeRealm() {
        realm = ScreenLanguage.realm("keycloak.v2", LanguageFiles.tags().toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void speaksEveryLanguage(PlainScreens screen) {
        List<String> languages = new ArrayList<>(List.of("en"));
        languages.addAll(LanguageFiles.tags());
        List<Page> pages = screen.in(realm, languages.stream()).toList();
        Set<String> keys = keysOn(pages.get(0));
        assertThat(keys).as("our words on " + screen).isNotEmpty();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < languages.size(); i++) {
            look(pages.get(i), languages.get(i), keys, problems);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aLanguageThatARealmAddsReadsRightToLeftToo() {
        TestRealm added = ScreenLanguage.realm("keycloak.v2", "en", "he");
        // Keycloak takes the direction from the language's own name for itself.
        ObjectNode words = JsonNodeFactory.instance
                .objectNode()
                .put("locale_he", "עברית")
                .put("twoFactorCodeTitle", "הזינו את הקוד");
        TestKeycloak.shared().admin().send("POST", "/" + added.name() + "/localization/he", words);

        Page page = PlainScreens.CODE_BY_MAIL
                .in(added, List.of("he").stream())
                .toList()
                .get(0);

        assertThat(page.title()).isEqualTo("הזינו את הקוד");
        assertThat(page.html().selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.text()).contains("Send New Code");
    }

    @Test
    void theLabelOfAPhoneKeepsItsDigitsFromLeftToRight() {
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();
        BrowserSession browser = BrowserSession.fresh().speaking("ar");
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms")
                .submit(Map.of("username", user.name(), "password", user.password()))
                .submit(Map.of("phoneNumber", phone))
                .submit(Map.of("code", new CodeInbox(phone).code(1)));

        String shown = "\u2066••• " + phone.substring(phone.length() - 2) + "\u2069";
        String label = LanguageFiles.texts("ar").get("twoFactorLabel-sms").replace("{0}", shown);
        assertThat(realm.credentials(user).findValuesAsText("userLabel")).contains(label);
    }

    private static void look(Page page, String language, Set<String> keys, List<String> problems) {
        Element html = page.html().selectFirst("html");
        String expected = "200 %s %s".formatted(language, RIGHT_TO_LEFT.contains(language) ? "rtl" : "ltr");
        String seen = "%d %s %s".formatted(page.status(), html.attr("lang"), direction(html));
        if (!seen.equals(expected)) {
            problems.add(language + ": is " + seen);
        }
        if (page.body().contains("twoFactor")) {
            problems.add(language + ": a key without a text");
        }
        Map<String, String> texts = TEXTS.get(language.replace('-', '_'));
        Set<String> words = words(page);
        keys.stream()
                .filter(key -> !words.contains(texts.get(key)))
                .forEach(key -> problems.add(language + ": lacks " + key + "=" + texts.get(key)));
        html.select("input[name=code], #phoneNumber, #emailAddress, .two-factor-destination").stream()
                .filter(element -> !element.attr("dir").equals("ltr"))
                .forEach(element -> problems.add(language + ": not from left to right: " + element));
    }

    private static String direction(Element html) {
        return html.attr("dir").isEmpty() ? "ltr" : html.attr("dir");
    }

    /** Our texts that this English page shows; not those that Keycloak's own pages word alike. */
    private static Set<String> keysOn(Page page) {
        Set<String> words = words(page);
        return TEXTS.get("en").entrySet().stream()
                .filter(text ->
                        words.contains(text.getValue()) && text.getValue().contains(" "))
                .map(Map.Entry::getKey)
                // The message leaves while the pages are shown, and the next page says that it has.
                .filter(key -> !key.startsWith("twoFactorSending-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(Page page) {
        return page.html().body().getAllElements().stream()
                .map(element -> folded(element.ownText()))
                .collect(Collectors.toSet());
    }

    // French has spaces that break no line before its colons.
    private static String folded(String text) {
        return text.replaceAll("[\\u00a0\\u202f]", " ");
    }

    /** As a page shows them; without those that are filled in. */
    private static Map<String, String> shown(String language) {
        Map<String, String> shown = new HashMap<>();
        LanguageFiles.texts(language).forEach((key, text) -> {
            if (!text.contains("{")) {
                shown.put(key, folded(new MessageFormat(text, LanguageFiles.locale(language)).format(new Object[0])));
            }
        });
        return shown;
    }
}
