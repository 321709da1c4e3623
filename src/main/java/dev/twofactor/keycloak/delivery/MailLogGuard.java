package dev.twofactor.keycloak.delivery;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps addresses and codes out of the log where others would write them: Jakarta Mail names recipients at debug and whole
 * mails at trace level, and Keycloak logs a failed mail with what the mail server said, who quotes the address.
 */
public final class MailLogGuard {

    // Held: a logger that nobody holds is forgotten with its settings.
    private static final Logger JAKARTA_MAIL = Logger.getLogger("org.eclipse.angus.mail");
    private static final Logger KEYCLOAK = Logger.getLogger("org.keycloak.services");

    private MailLogGuard() {}

    /** Takes effect once; an operator who sets a level for Jakarta Mail's category by name gets it all the same. */
    public static synchronized void install() {
        boolean chosen = Stream.of("org.eclipse", "org.eclipse.angus", "org.eclipse.angus.mail")
                .anyMatch(name -> Logger.getLogger(name).getLevel() != null);
        if (!chosen) {
            JAKARTA_MAIL.setLevel(Level.INFO);
        }
        if (!(KEYCLOAK.getFilter() instanceof OwnFailures)) {
            KEYCLOAK.setFilter(new OwnFailures(KEYCLOAK.getFilter()));
        }
    }

    /** Drops Keycloak's report of a mail of ours: the outbox reports it too, without the server's words. */
    private static final class OwnFailures implements Filter {

        private final List<Filter> before;

        private OwnFailures(Filter before) {
            this.before = before == null ? List.of() : List.of(before);
        }

        @Override
        public boolean isLoggable(LogRecord entry) {
            boolean ours = entry.getThrown() != null && TimedThreads.isMailing();
            return !ours && before.stream().allMatch(filter -> filter.isLoggable(entry));
        }
    }
}
