package dev.twofactor.benchmark;

/** What a person waits for while signing in. */
enum Step {
    LOGIN_PAGE("login page"),
    PASSWORD("password"),
    MESSAGE("message"),
    WRONG_CODE("wrong code"),
    CODE("code"),
    TOKENS("tokens");

    private final String words;

    Step(String words) {
        this.words = words;
    }

    /** What a table calls it. */
    String words() {
        return words;
    }
}
