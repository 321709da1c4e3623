package dev.twofactor.keycloak;

import dev.twofactor.domain.delivery.DeliveryReports;
import java.util.Optional;

/** A service whose vendor tells later what became of a message. */
public interface ReportedSmsService extends SmsService, DeliveryReports {

    /** The public address that reports come to, but for our name of the message at its end; empty where none are wanted. */
    Optional<String> reportAddress();
}
