package dev.twofactor.demo;

import dev.twofactor.inbox.Inbox;

/** What the demo tells the person who started it. */
final class DemoWelcome {

    /** The line that tools wait for. */
    static final String READY = "DEMO_READY";

    private DemoWelcome() {}

    static String text(DemoPorts ports, Inbox inbox) {
        String keycloak = "http://localhost:" + ports.keycloak();
        return """

                The demo is up. End it with Ctrl-C.

                  Sign in        %1$s/realms/shop/account
                  Inbox          %2$s   (every text message and mail ends here)
                  Admin console  %1$s/admin/master/console/#/shop   (admin / admin)

                  User    Password   Second factor
                  ----    --------   -------------
                  sms     sms        text message to +1 415 555 0101
                  email   email      email to email@shop.example
                  app     app        authenticator app (key JJBFGV2ZGNCFARKIKBFTGUCYKA), text message to +1 415 555 0102
                  all     all        text message to +1 415 555 0103, email, authenticator app
                  none    none       none yet
                  boss    boss       none yet; has the role administrator
                """
                .formatted(keycloak, inbox.url());
    }
}
