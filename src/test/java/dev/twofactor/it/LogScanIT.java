package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.it.LogScanner.SentCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs last: reads what all other classes made the shared server write, at debug level. */
@Order(Integer.MAX_VALUE)
class LogScanIT {

    @Test
    void theServersLogOfTheWholeRunHoldsNoCodeNoFullNumberOrAddressAndNoSecret() throws IOException {
        signInOnceSoThatThereIsSomethingToFind();
        List<SentCode> codes = SentCodes.all();
        assertThat(codes).isNotEmpty();

        assertThat(scan(codes)).isEmpty();
    }

    private static void signInOnceSoThatThereIsSomethingToFind() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        SignIn signIn = realm.signIn();
        signIn.password(user);
        signIn.code("000000");
        assertThat(signIn.code(SentCodes.await(user.phone(), 1)).isSignedIn()).isTrue();
    }

    private static List<String> scan(List<SentCode> codes) throws IOException {
        List<String> phones = PhoneNumbers.handedOut();
        return new LogScanner(codes, phones, MailAddresses.handedOut(), Secrets.made())
                .scan(TestKeycloak.shared().logFile());
    }
}
