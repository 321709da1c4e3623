package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit finds each thing that shuts people out, on a page made for it, and nothing on one that is right. */
class PageAuditIT {

    private static final String RIGHT =
            "<form class='two-factor-buttons'><label for='code'>Code</label><input id='code'><button class='pf-m-primary'>Verify</button></form>";

    private static final BrowserContext CONTEXT = Chromium.newContext();
    private final Page page = CONTEXT.newPage();

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @Test
    void findsNothingOnARightPage() {
        show("<h1>Title</h1>" + RIGHT);

        assertThat(PageAudit.of(page)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            light: axe label                | <input id='phoneNumber' style='border: 1px solid'>
            dark, narrow: axe color-contrast| <p class='pale'>Pale in the dark</p>
            errors: no reason for           | <label>A <input aria-invalid='true' autofocus></label>
            errors: focus is not on         | <label>A <input aria-invalid='true' aria-describedby='w'></label><i id='w' role='alert'>Wrong</i>
            errors: not read out            | <p class='kc-feedback-text'>Something went wrong</p>
            errors: id twice                | <p id='a'>A</p><p id='a'>B</p>
            frame: several primary buttons  | <button class='btn-primary'>Send</button>
            frame: not one h1               | <h1>Another</h1>
            keyboard: focus is not seen     | <p><button style='outline: none'>Send</button></p>
            keyboard: not reached           | <form><button tabindex='-1'>Send</button></form>
            narrow: scrolls to              | <div style='width: 400px'>Wide</div>
            narrow: small                   | <button style='min-height: 0; height: 20px; padding: 0'>Send</button>
            forced colours: no edge         | <div class='two-factor-buttons'><button style='border: 0; min-height: 24px'>Send</button></div>
            reduced motion: moves           | <p class='moving'>Moves</p>
            """)
    void findsWhatShutsPeopleOut(String problem, String part) {
        show("<h1>Title</h1>" + RIGHT + part);

        assertThat(PageAudit.of(page)).anyMatch(found -> found.startsWith(problem));
    }

    private void show(String parts) {
        page.setContent("<!doctype html><html lang='en'><head><title>Test</title><style>"
                + "button, input { min-height: 24px } @media (prefers-color-scheme: dark) { .pale { color: #eee } }"
                + "@keyframes m { to { opacity: .9 } } .moving { animation: m 9s infinite }"
                + "</style></head><body><main>" + parts + "</main></body></html>");
    }
}
