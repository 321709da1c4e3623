package dev.twofactor.gateway.twilio;

import dev.twofactor.gateway.transport.VendorReply;

/** Carries the reason for a missing answer through twilio-java, which knows answers only. */
final class NoVendorAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final VendorReply.Reason reason;

    NoVendorAnswerException(VendorReply.Reason reason) {
        super(reason.word());
        this.reason = reason;
    }

    VendorReply.Reason reason() {
        return reason;
    }
}
