package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.inbox.InboxMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A realm's email theme replaces the mail without a change to the JAR: with the very files that docs/email.md shows. */
class EmailThemeIT {

    private static final Pattern FILE_IN_DOCS = Pattern.compile("(?s)`themes/(acme/[^`]+)`\n\n```[a-z]+\n(.*?)```");

    @BeforeAll
    static void installTheExample() throws IOException {
        Matcher files = FILE_IN_DOCS.matcher(Files.readString(Path.of("docs/email.md")));
        assertThat(files.results()).hasSize(4);
        files.reset();
        while (files.find()) {
            write(files.group(1), files.group(2));
        }
    }

    @Test
    void theThemesTemplateAndWordsReplaceOurs() {
        TestRealm realm = TestRealm.create(file -> file.put("emailTheme", "acme"));
        TestUser user = realm.newUserWithAddress();
        SignIn signIn = realm.signIn();
        signIn.password(user);

        CodeInbox inbox = new CodeInbox(user.address());
        InboxMessage mail = inbox.message(1);

        assertThat(mail.source()).contains("Subject: Acme sign-in\r\n");
        assertThat(mail.html()).contains("<h1>Acme Tests</h1>", "Good to see you at the anvil again.");
        assertThat(mail.text())
                .startsWith("Your code is " + inbox.code(1))
                .contains("Good to see you at the anvil again.", "for 5 min.")
                .doesNotContain("somebody knows");
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void aTemplateThatCannotBeUsedFailsTheMessageAndNotThePage() throws IOException {
        write("broken/email/theme.properties", "parent=base\n");
        write("broken/email/html/two-factor-code.ftl", "${code} ${nobodyKnowsThis}");
        TestRealm realm = TestRealm.create(file -> file.put("emailTheme", "broken"));
        TestUser user = realm.newUserWithAddress();
        SignIn signIn = realm.signIn();

        assertThat(signIn.password(user).isCodePage()).isTrue();
        new CodeInbox(user.address()).awaitSettled(user);

        assertThat(signIn.browser().reload().errors())
                .singleElement()
                .asString()
                .startsWith("The message could not be sent.");
        assertThat(Rows.everythingOf(user)).contains("\ntemplate\n");
    }

    private static void write(String file, String content) throws IOException {
        Path target = TestKeycloak.shared().server().folder().resolve("themes").resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }
}
