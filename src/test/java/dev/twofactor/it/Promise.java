package dev.twofactor.it;

import java.util.function.Consumer;

/** The lines of the table of versions in the README. */
enum Promise {
    TEXT("Sign in by text message; a wrong code counts once", VersionContract::signsInByText),
    EMAIL("Sign in by email; a wrong code counts once", VersionContract::signsInByEmail),
    APP("Sign in by authenticator app; a wrong code counts once", VersionContract::signsInByApp),
    ANOTHER_WAY("Try another way", VersionContract::offersAnotherWay),
    SET_UP("Set up a phone", VersionContract::setsUp),
    TRUST("Trust a browser", VersionContract::trusts),
    TOKENS("Tokens by name, password and code", VersionContract::grantsTokens),
    SELF_SERVICE("Self-service REST", VersionContract::servesUsers),
    ADMIN("Admin REST and set-up", VersionContract::servesAdmins),
    CONSOLES("Both consoles list the methods", VersionContract::consolesListThem),
    METRICS("Figures for Prometheus", VersionContract::counts);

    private final String label;
    private final Consumer<VersionContract> check;

    Promise(String label, Consumer<VersionContract> check) {
        this.label = label;
        this.check = check;
    }

    /** How the table calls it. */
    String label() {
        return label;
    }

    /** Fails where the server breaks it. */
    void check(VersionContract contract) {
        check.accept(contract);
    }
}
