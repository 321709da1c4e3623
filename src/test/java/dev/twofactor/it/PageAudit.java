package dev.twofactor.it;

import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** What shuts people out of a page (WCAG 2.2 AA): found, not asserted, so that one run tells all. */
final class PageAudit {

    /** 1280 pixels at a zoom of 400 %, which is the narrowest phone as well. */
    private static final int NARROW = 320;

    private static final int TALL = 640;

    /** More stops than any page of ours has. */
    private static final int MOST_STOPS = 60;

    private final Page page;
    private final List<String> problems = new ArrayList<>();

    private PageAudit(Page page) {
        this.page = page;
    }

    /** Everything that is wrong with the page; empty when nothing is. Leaves it wide and light. */
    static List<String> of(Page page) {
        PageAudit audit = new PageAudit(page);
        audit.wideAndLight();
        audit.axe("light");
        audit.ask("errors", ERRORS);
        audit.ask("frame", FRAME);
        audit.keyboard();
        audit.narrowAndDark();
        audit.forcedColours();
        audit.reducedMotion();
        return audit.problems;
    }

    private void narrowAndDark() {
        page.setViewportSize(NARROW, TALL);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        axe("dark, narrow");
        ask("narrow", NO_SCROLL);
        ask("narrow", TARGETS);
        wideAndLight();
        ask("wide", TARGETS);
    }

    private void wideAndLight() {
        page.setViewportSize(1024, 768);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void forcedColours() {
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        ask("forced colours", EDGES);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
    }

    private void reducedMotion() {
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        ask("reduced motion", "() => document.getAnimations().map(a => 'moves: ' + a.effect?.target?.className)");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
    }

    private void axe(String where) {
        for (Rule rule : Chromium.axe(page).analyze().getViolations()) {
            rule.getNodes().forEach(node -> problems.add(where + ": axe " + rule.getId() + " " + node.getHtml()));
        }
    }

    // Tab from the top until it comes round: every control of ours is a stop, and each stop shows that it is one.
    private void keyboard() {
        page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges(); window.stops = new Set();"
                + "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            Object stop = page.evaluate(STOP);
            if ("round".equals(stop)) {
                break;
            }
            if (stop != null) {
                problems.add("keyboard: " + stop);
            }
        }
        ask("keyboard", MISSED);
    }

    private void ask(String where, String script) {
        ((List<?>) page.evaluate(script)).forEach(problem -> problems.add(where + ": " + problem));
    }

    private static final String NAME =
            "const name = e => e.tagName + '#' + e.id + '[' + (e.name ?? '') + '] ' + (e.textContent ?? '').trim().slice(0, 30);"
                    + "const shown = e => e.checkVisibility() && e.getBoundingClientRect().width > 0;";

    // A field that is wrong says so, and names an element that says why and is read out; so does the page's own notice.
    private static final String ERRORS = "() => {" + NAME
            + """
            const all = [];
            for (const field of document.querySelectorAll('[aria-invalid=true]')) {
              const why = (field.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id));
              if (!why.some(e => e?.getAttribute('role') === 'alert' && e.textContent.trim())) all.push('no reason for ' + name(field));
              if (document.activeElement !== field) all.push('focus is not on the wrong ' + name(field));
            }
            for (const notice of document.querySelectorAll('.kc-feedback-text')) {
              if (!notice.closest('[role=alert],[role=status]')) all.push('not read out: ' + name(notice));
            }
            for (const e of document.querySelectorAll('[id]')) {
              if (document.querySelectorAll('[id="' + e.id + '"]').length > 1 && e.id !== 'kc-select-credential-form') all.push('id twice: ' + e.id);
            }
            return all;
            }""";

    // One form with one primary button, a heading, a language.
    private static final String FRAME = "() => {" + NAME
            + """
            const all = [];
            const primary = [...document.querySelectorAll('.pf-m-primary, .btn-primary')].filter(shown);
            if (primary.length > 1) all.push('several primary buttons');
            if ([...document.querySelectorAll('h1')].filter(e => shown(e) && e.textContent.trim()).length !== 1) all.push('not one h1');
            if (!document.documentElement.lang) all.push('no language');
            return all;
            }""";

    private static final String NO_SCROLL = "() => {" + NAME
            + """
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return ['scrolls to ' + document.documentElement.scrollWidth + ': ' + [...document.querySelectorAll('body *')]
              .filter(e => shown(e) && e.getBoundingClientRect().right > width + 1).map(name).slice(0, 5).join(' | ')];
            }""";

    // Links inside a sentence may be smaller (WCAG 2.5.8); a box with a label is as large as the label.
    private static final String TARGETS = "() => {" + NAME
            + """
            return [...document.querySelectorAll('button, select, input:not([type=hidden]), a[href]')].filter(shown).flatMap(e => {
              const box = (e.closest('label') ?? e).getBoundingClientRect();
              const text = e.tagName === 'A' && e.parentElement.textContent.trim() !== e.textContent.trim();
              return text || (box.width >= 24 && box.height >= 24) ? [] : ['small (' + Math.round(box.width) + ' x ' + Math.round(box.height) + '): ' + name(e)];
            });
            }""";

    // Backgrounds go in forced colours: what can be pressed or typed into keeps an edge.
    private static final String EDGES = "() => {" + NAME
            + """
            const edge = s => s.content !== 'none' && parseFloat(s.borderBottomWidth) > 0 && s.borderBottomStyle !== 'none';
            return [...document.querySelectorAll('.two-factor-buttons button, #code, #phoneNumber, #emailAddress, #country')].filter(shown)
              .filter(e => ![e, e.parentElement].some(x => edge(getComputedStyle(x)) || edge(getComputedStyle(x, '::before')) || edge(getComputedStyle(x, '::after'))))
              .map(e => 'no edge: ' + name(e));
            }""";

    private static final String STOP = "() => {" + NAME
            + """
            const e = document.activeElement;
            if (e === document.body || window.stops.has(e)) return e === document.body ? null : 'round';
            window.stops.add(e);
            const line = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1;
            const here = [e, e.parentElement].map(x => getComputedStyle(x));
            return here.some(line) ? null : 'focus is not seen: ' + name(e);
            }""";

    private static final String MISSED = "() => {" + NAME
            + """
            return [...document.querySelectorAll('main form button, main form input:not([type=hidden]), main form select, #kc-content form button, #kc-content form input:not([type=hidden]), #kc-content form select')]
              .filter(e => shown(e) && !e.disabled && !window.stops.has(e))
              .filter(e => !(e.type === 'radio' && [...window.stops].some(s => s.name === e.name)))
              .map(e => 'not reached: ' + name(e));
            }""";
}
