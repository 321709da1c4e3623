package dev.twofactor.it;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.util.Locale;

/** On what a page is looked at, and by what light. */
enum Look {
    DESKTOP_LIGHT(1024, 768, ColorScheme.LIGHT),
    DESKTOP_DARK(1024, 768, ColorScheme.DARK),
    PHONE_LIGHT(360, 640, ColorScheme.LIGHT),
    PHONE_DARK(360, 640, ColorScheme.DARK);

    /** Pixels that one cell of a coarse picture stands for. */
    private static final int CELL = 12;

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A picture of what is seen without scrolling, as PNG. */
    byte[] at(Page page) {
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // With the pictures of the theme's styles.
        page.waitForLoadState();
        // The last digits of a number are new in each run, and may be too wide for their line.
        page.evaluate("document.querySelectorAll('.two-factor-destination').forEach("
                + "e => { e.textContent = e.textContent.replace(/[0-9]{2}$/, '11'); })");
        // As a page that was loaded with its last words.
        page.evaluate("document.getElementById('two-factor-state')?.style.removeProperty('min-height')");
        page.evaluate("() => { scrollTo(0, 0); return document.fonts.ready.then(() => true); }");
        return page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
    }

    CoarsePicture coarselyAt(Page page) {
        return CoarsePicture.of(at(page), columns(), rows());
    }

    int columns() {
        return width / CELL;
    }

    int rows() {
        return height / CELL;
    }
}
