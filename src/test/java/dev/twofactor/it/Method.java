package dev.twofactor.it;

/** A channel of codes as the stories need it: what holds for one must hold for all. */
enum Method {
    SMS("two-factor-sms", "Text message", "Code per SMS", "ist Ihr Code für Acme Tests") {
        @Override
        TestUser newUser(TestRealm realm) {
            return realm.newUser();
        }

        @Override
        String destination(TestUser user) {
            return user.phone();
        }

        @Override
        String masked(TestUser user) {
            return "••" + user.phone().substring(10);
        }

        @Override
        String hidden(TestUser user) {
            return user.phone().substring(2, 10);
        }
    },
    EMAIL("two-factor-email", "Email", "Code per E-Mail", "Ihr Code lautet") {
        @Override
        TestUser newUser(TestRealm realm) {
            return realm.newUserWithAddress();
        }

        @Override
        String destination(TestUser user) {
            return user.address();
        }

        @Override
        String masked(TestUser user) {
            return "a•••@m•••.example";
        }

        @Override
        String hidden(TestUser user) {
            return user.address().substring(1, user.address().indexOf('@'));
        }
    };

    private final String id;
    private final String label;
    private final String germanPage;
    private final String germanMessage;

    Method(String id, String label, String germanPage, String germanMessage) {
        this.id = id;
        this.label = label;
        this.germanPage = germanPage;
        this.germanMessage = germanMessage;
    }

    /** A new user who has set up this method and no other. */
    abstract TestUser newUser(TestRealm realm);

    /** Where this user's codes arrive. */
    abstract String destination(TestUser user);

    /** What pages show of it. */
    abstract String masked(TestUser user);

    /** A part of it that pages do not show. */
    abstract String hidden(TestUser user);

    /** Id of authenticator and credential type. */
    String id() {
        return id;
    }

    /** Name in "Try another way". */
    String label() {
        return label;
    }

    /** Words of the German code page. */
    String germanPage() {
        return germanPage;
    }

    /** Words of the German message. */
    String germanMessage() {
        return germanMessage;
    }

    CodeInbox inbox(TestUser user) {
        return new CodeInbox(destination(user));
    }
}
