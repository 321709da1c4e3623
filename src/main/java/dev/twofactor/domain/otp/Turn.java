package dev.twofactor.domain.otp;

import dev.twofactor.domain.otp.CodeStore.UserRecords;
import dev.twofactor.domain.spend.Finding;
import java.time.Instant;
import java.util.List;

/** One request's work on one user, while nobody else can change the records. */
record Turn(UserRecords records, Binding binding, OpenedChallenges opened, Instant now, List<Finding> findings) {

    boolean signsIn() {
        return binding.purpose() == Purpose.LOGIN || binding.purpose() == Purpose.DIRECT_GRANT;
    }

    boolean enrolls() {
        return binding.purpose().setsUp();
    }

    String method() {
        return binding.channel().credentialType();
    }
}
