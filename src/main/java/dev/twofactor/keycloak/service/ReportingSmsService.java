package dev.twofactor.keycloak.service;

import dev.twofactor.domain.delivery.DeliveryReports;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsGateway;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.keycloak.ReportedSmsService;
import java.util.Optional;

/** Puts a gateway and the reader of its vendor's reports together; the address is null where no reports are wanted. */
record ReportingSmsService(SmsGateway gateway, DeliveryReports reports, String address) implements ReportedSmsService {

    @Override
    public SendResult send(SmsMessage message) {
        return gateway.send(message);
    }

    @Override
    public Optional<DeliveryState> read(Report report) {
        return reports.read(report);
    }

    @Override
    public Optional<String> reportAddress() {
        return Optional.ofNullable(address);
    }
}
