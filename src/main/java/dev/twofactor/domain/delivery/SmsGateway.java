package dev.twofactor.domain.delivery;

/** A vendor that carries text messages: the only thing that a new vendor has to implement. */
public interface SmsGateway {

    /**
     * Hands one message to the vendor with at most one request, and answers in bounded time.
     *
     * @return what the vendor said; every expected trouble (refusal, throttling, no answer) is a result, never an exception
     */
    SendResult send(SmsMessage message);
}
