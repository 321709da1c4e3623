package dev.twofactor.it;

import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps and sends cookies as Chromium does for localhost: by path, ports ignored, {@code Secure} ones over http too. */
final class CookieJar {

    private final List<Cookie> cookies = new ArrayList<>();

    /**
     * One cookie as the server set it.
     *
     * @param attributes what stood behind the value, such as {@code Path=/realms/shop/;HttpOnly}
     */
    record Cookie(String host, String path, String name, String value, String attributes) {

        private boolean replaces(Cookie other) {
            return host.equals(other.host) && path.equals(other.path) && name.equals(other.name);
        }

        private boolean goesTo(URI url) {
            String folder = path.endsWith("/") ? path : path + "/";
            return host.equals(url.getHost())
                    && (url.getPath().equals(path) || (url.getPath() + "/").startsWith(folder));
        }

        /** The value of one attribute, such as {@code SameSite}; empty where it was not set. */
        Optional<String> attribute(String key) {
            for (String part : attributes.split(";")) {
                String[] pair = part.trim().split("=", 2);
                if (pair[0].equalsIgnoreCase(key)) {
                    return Optional.of(pair.length == 2 ? pair[1] : "");
                }
            }
            return Optional.empty();
        }

        private boolean isGone() {
            Optional<String> age = attribute("Max-Age");
            if (age.isPresent()) {
                return Long.parseLong(age.get()) <= 0;
            }
            return attribute("Expires").map(Cookie::isPast).orElse(false);
        }

        private static boolean isPast(String date) {
            try {
                return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()
                        .isBefore(Instant.now());
            } catch (DateTimeParseException e) {
                throw new AssertionError("A cookie that browsers understand differently: " + date, e);
            }
        }
    }

    /** Takes one {@code Set-Cookie} header of an answer to this address. */
    synchronized void keep(URI url, String header) {
        String[] parts = header.split(";", 2);
        String[] pair = parts[0].split("=", 2);
        String attributes = parts.length == 2 ? parts[1] : "";
        Cookie raw = new Cookie(url.getHost(), "", pair[0].trim(), pair.length == 2 ? pair[1].trim() : "", attributes);
        String path = raw.attribute("Path").filter(p -> p.startsWith("/")).orElse(defaultPath(url));
        Cookie cookie = new Cookie(raw.host(), path, raw.name(), raw.value(), attributes);
        cookies.removeIf(cookie::replaces);
        if (!cookie.isGone()) {
            cookies.add(cookie);
        }
    }

    private static String defaultPath(URI url) {
        int slash = url.getPath().lastIndexOf('/');
        return slash <= 0 ? "/" : url.getPath().substring(0, slash);
    }

    /** The {@code Cookie} header for a request to this address; empty where no cookie fits. */
    synchronized Optional<String> header(URI url) {
        String all = cookies.stream()
                .filter(cookie -> cookie.goesTo(url))
                .sorted(Comparator.comparingInt(
                        (Cookie cookie) -> -cookie.path().length()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** Every cookie whose name starts with this, upper and lower case alike. */
    synchronized List<Cookie> named(String start) {
        String lower = start.toLowerCase(Locale.ROOT);
        return cookies.stream()
                .filter(cookie -> cookie.name().toLowerCase(Locale.ROOT).startsWith(lower))
                .toList();
    }

    /** What "clear cookies" does in a browser. */
    synchronized void clear() {
        cookies.clear();
    }

    /** Forgets every cookie whose name starts with this. */
    synchronized void forget(String start) {
        cookies.removeAll(named(start));
    }

    /** Puts in a copy of another browser's cookie, as a thief would. */
    synchronized void steal(Cookie cookie) {
        cookies.removeIf(cookie::replaces);
        cookies.add(cookie);
    }
}
