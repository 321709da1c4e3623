package dev.twofactor.gateway.transport;

import java.io.IOException;

/** The vendor's answer is larger than the limit. */
final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException() {
        super("answer too large");
    }
}
