package dev.twofactor.it;

/** How much the shared server writes into its log. */
final class LogLevels {

    /** Value of {@code --log-level}. */
    static final String OPTION = System.getProperty("test.log-level", "debug");

    private LogLevels() {}
}
