package dev.twofactor.it;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Says what the open pages showed when Chromium waited in vain: which element did not come does not say what came instead. */
public final class PagesAtFailure implements TestExecutionExceptionHandler {

    private static final int MOST = 400;
    private static final int PATIENCE_MILLIS = 2_000;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof PlaywrightException) {
            throw new AssertionError(shown() + " while waiting: " + failure.getMessage(), failure);
        }
        throw failure;
    }

    private static String shown() {
        return Chromium.openPages().stream()
                .map(page -> address(page) + " showed \"" + text(page) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    // Without the query: there may be a code in it.
    private static String address(Page page) {
        return page.url().replaceFirst("[?#].*", "");
    }

    private static String text(Page page) {
        try {
            String all = page.locator("body")
                    .innerText(new Locator.InnerTextOptions().setTimeout(PATIENCE_MILLIS))
                    .replaceAll("\\s+", " ");
            return all.substring(0, Math.min(all.length(), MOST));
        } catch (PlaywrightException e) {
            return "nothing: " + e.getClass().getSimpleName();
        }
    }
}
