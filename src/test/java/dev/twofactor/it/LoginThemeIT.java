package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.twofactor.LanguageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a realm or its login theme brings wins over ours: with the very files that docs/screens.md shows. */
class LoginThemeIT {

    private static final Pattern FILE_IN_DOCS =
            Pattern.compile("(?s)`themes/(acme-login/[^`]+)`\n\n```[a-z]+\n(.*?)```");
    private static final String LOGO = "<div class=\"kc-logo-text\"><span>Acme</span></div>";

    private static TestRealm realm;

    private final BrowserContext context = Chromium.newContext();
    private final Page page = context.newPage();

    @BeforeAll
    static void installTheExample() throws IOException {
        Matcher files = FILE_IN_DOCS.matcher(Files.readString(Path.of("docs/screens.md")));
        assertThat(files.results()).hasSize(5);
        files.reset();
        while (files.find()) {
            write(files.group(1), files.group(2));
        }
        realm = Screens.realm("acme-login", Map.of("displayNameHtml", LOGO));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void theThemesTemplateWins() {
        String[] codes = {"ABCDEFGHIJKL", "MNOPQRSTUVWX"};
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, realm.newUser("", Credentials.recoveryCodes(codes)));
        page.fill("[name=recoveryCodeInput]", codes[0]);
        page.press("[name=recoveryCodeInput]", "Enter");

        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Stay a while?");
        page.check("#trustDevice");
        page.click("#acme-trust button");
        page.waitForURL(BrowserSession.APPLICATION + "**");
    }

    @Test
    void theThemesStylesWordsAndLogoWinAndThePageIsForEverybodyStill() {
        Screens.CODE_BY_TEXT.open(realm, page);

        assertThat(style("#code", "letterSpacing")).isEqualTo("8px");
        PlaywrightAssertions.assertThat(page.locator("#two-factor-verify")).hasText("Let me in");
        assertThat(style(".kc-logo-text", "backgroundImage")).contains("/img/acme.svg");
        assertThat(page.locator(".kc-logo-text").boundingBox().height).isEqualTo(48);
        assertThat(style(".pf-v5-c-login__main-header", "borderTopColor")).isEqualTo("rgb(122, 0, 25)");
        Chromium.picture(page, "acme-login");
        assertThat(PageAudit.of(page)).isEmpty();
    }

    @Test
    void aFileOfTheThemeReplacesOurStylesWhole() throws IOException {
        write("acme-plain/login/theme.properties", "parent=keycloak\n");
        write("acme-plain/login/resources/two-factor/two-factor.css", ".two-factor-code { letter-spacing: 3px }");
        Screens.CODE_BY_MAIL.open(Screens.realm("acme-plain"), page);

        assertThat(style("#code", "letterSpacing")).isEqualTo("3px");
        assertThat(style(".two-factor-buttons", "display")).isEqualTo("block");
    }

    /** One of ours is put into the head beside them. */
    @Test
    void theThemesScriptsRunOnOurPagesToo() throws IOException {
        write("acme-scripts/login/theme.properties", "parent=keycloak.v2\nscripts=js/one.js js/two.js\n");
        write("acme-scripts/login/resources/js/one.js", "var acme = 1;");
        write("acme-scripts/login/resources/js/two.js", "acme = acme + 1;");
        Screens.CODE_BY_TEXT.open(Screens.realm("acme-scripts"), page);

        assertThat(page.evaluate("acme")).isEqualTo(2);
        assertThat(page.evaluate("document.querySelector('head script[blocking=render][src$=\"code.js\"]') !== null"))
                .isEqualTo(true);
    }

    @Test
    void theRealmsOwnWordsWinOverThemeAndProduct() {
        TestRealm worded = Screens.realm("acme-login");
        TestKeycloak.shared()
                .admin()
                .send(
                        "POST",
                        "/" + worded.name() + "/localization/en",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("twoFactorCodeTitle", "Say the magic number")
                                .put("twoFactorVerify", "Open sesame"));
        SignIn signIn = worded.signIn();

        assertThat(signIn.password(worded.newUser()).title()).isEqualTo("Say the magic number");
        assertThat(signIn.page().text()).contains("Open sesame").doesNotContain("Let me in");
    }

    /** French is one of the languages that are packed into one file of the JAR. */
    @Test
    void inAPackedLanguageTheThemesWordsWinOverOursAndTheRealmsOverBoth() throws IOException {
        write("acme-french/login/theme.properties", "parent=keycloak.v2\nlocales=en,fr\n");
        write(
                "acme-french/login/messages/messages_fr.properties",
                "twoFactorVerify=Laissez-moi entrer\ntwoFactorResend=Encore un\n");
        TestRealm french = ScreenLanguage.realm("acme-french", "en", "fr");
        AdminApi admin = TestKeycloak.shared().admin();
        admin.send(
                "POST",
                "/" + french.name() + "/localization/fr",
                JsonNodeFactory.instance.objectNode().put("twoFactorResend", "Un autre, merci"));
        Map<String, String> ours = LanguageFiles.texts("fr");

        String text = PlainScreens.CODE_BY_TEXT
                .in(french, Stream.of("fr"))
                .toList()
                .get(0)
                .text();

        assertThat(text)
                .contains("Laissez-moi entrer", "Un autre, merci", ours.get("twoFactorCodeTitle"))
                .doesNotContain(ours.get("twoFactorVerify"), ours.get("twoFactorResend"), "Encore un");
    }

    private String style(String selector, String property) {
        return (String) page.evaluate(
                "([selector, property]) => getComputedStyle(document.querySelector(selector))[property]",
                java.util.List.of(selector, property));
    }

    private static void write(String file, String content) throws IOException {
        Path target = TestKeycloak.shared().server().folder().resolve("themes").resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }
}
