package dev.twofactor.domain.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a vendor told of a message before the answer to its send was written: vendors report on lines of their own.
 *
 * @param service whose report it is
 */
public record EarlyReport(String service, DeliveryState told) {

    /** The two as one, where both are of one service; else the later. */
    public EarlyReport and(EarlyReport later) {
        return service.equals(later.service) ? new EarlyReport(service, told.reported(later.told)) : later;
    }

    /**
     * The state of the message once the answer is written. That it failed counts only from the service that had it last.
     *
     * @param answered the state by that answer
     * @param last the service that had it last; null when none had it
     */
    public DeliveryState after(DeliveryState answered, @Nullable String last) {
        return told != DeliveryState.FAILED || service.equals(last) ? answered.reported(told) : answered;
    }
}
