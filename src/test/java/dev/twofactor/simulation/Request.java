package dev.twofactor.simulation;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeKey;
import dev.twofactor.domain.otp.CodeKeys;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One person, or program, at one browser: what it asks the domain for is what a real request would. */
final class Request {

    private static final CodeKey KEY =
            CodeKey.derive("key", "a secret of the realm".getBytes(StandardCharsets.US_ASCII));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Day day;
    private final Binding binding;
    private final CodeLifeCycle codes;
    private String handle = "";

    Request(Day day, String user, Purpose purpose, Destination phone, String address) {
        this.day = day;
        String browser = user + "@" + day.clock.instant();
        this.binding = new Binding("shop", user, browser, purpose, Channel.SMS, phone, Instant.EPOCH);
        this.codes = new CodeLifeCycle(day.store, new OneKey(), day.codes, day.limits(address), day.clock, RANDOM);
    }

    Issued open() {
        return noted(codes.open(binding, Set.of(), false));
    }

    Issued resend() {
        return noted(codes.resend(binding, Set.of(handle)));
    }

    Verdict type(String code) {
        return codes.verify(binding, Set.of(handle), TypedCode.parse(code).orElseThrow())
                .verdict();
    }

    private Issued noted(Issued issued) {
        if (issued instanceof Issued.Send send) {
            day.sent();
            handle = send.status().challengeId();
        }
        return issued;
    }

    private static final class OneKey implements CodeKeys {

        @Override
        public CodeKey active() {
            return KEY;
        }

        @Override
        public Optional<CodeKey> byId(String id) {
            return Optional.of(KEY);
        }
    }
}
