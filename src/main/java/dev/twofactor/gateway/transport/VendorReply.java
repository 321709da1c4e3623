package dev.twofactor.gateway.transport;

/** What became of one request: the vendor's answer, or the reason why there is none. */
public sealed interface VendorReply {

    /**
     * The vendor answered, with whatever status.
     *
     * @param status HTTP status code
     * @param body the whole body, within the limit; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by the gateway that asked for it
    record Answer(int status, byte[] body) implements VendorReply {

        /** Tells the status only: an answer repeats number and text. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * There is no usable answer; the request may or may not have reached the vendor.
     *
     * @param reason why
     */
    record NoAnswer(Reason reason) implements VendorReply {}

    /** Why there is no answer. */
    enum Reason {
        /** The name of the host has no address. */
        UNKNOWN_HOST("unknown-host"),
        /** The address is private, or plain http is not allowed: see {@link AddressRule}. */
        ADDRESS_NOT_ALLOWED("address-not-allowed"),
        /** Nobody listens there, or there is no way to the host. */
        CONNECT_REFUSED("connect-refused"),
        /** No trusted TLS connection. */
        TLS("tls"),
        /** One of the {@link HttpLimits} in time has passed. */
        TIMEOUT("timeout"),
        /** The body is larger than {@link HttpLimits#maxAnswerBytes()}. */
        ANSWER_TOO_LARGE("answer-too-large"),
        /** The connection ended before the answer did. */
        CONNECTION_CLOSED("connection-closed"),
        /** What came back is not HTTP. */
        NOT_HTTP("not-http"),
        /** Too many requests are waiting for a look-up of their host's name. */
        BUSY("busy"),
        /** The calling thread was told to stop. */
        INTERRUPTED("interrupted");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** The stable word for logs and the ledger. */
        public String word() {
            return word;
        }
    }
}
