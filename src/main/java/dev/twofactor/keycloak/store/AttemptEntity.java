package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One try of one service with a message of the ledger; goes with its entry there. */
@Entity(name = "TwoFactorAttempt")
@Table(name = "TWO_FACTOR_ATTEMPT")
public class AttemptEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "DELIVERY_ID")
    String deliveryId;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "SERVICE")
    String service;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    DeliveryState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "OUTCOME")
    SendResult.Outcome outcome;

    @Column(name = "REASON")
    String reason;

    @Column(name = "VENDOR_ID")
    String vendorId;

    @Column(name = "COUNTRY")
    String country;

    @Column(name = "SEGMENTS")
    int segments;

    @Column(name = "PRICE_MICROS")
    long priceMicros;

    @Column(name = "STARTED_AT")
    long startedAt;

    @Column(name = "ENDED_AT")
    long endedAt;

    protected AttemptEntity() {}

    static String id(String deliveryId, int place) {
        return deliveryId + "-" + place;
    }

    /** @param place of the try among those of its message, from 1 */
    AttemptEntity(LedgerEntity message, int place, Attempt attempt) {
        this.id = id(message.id, place);
        this.deliveryId = message.id;
        this.realmId = message.realmId;
        this.service = attempt.service();
        this.state = attempt.result().state();
        this.outcome = attempt.result().outcome();
        this.reason = Fitting.cut(attempt.result().reason(), Fitting.SHORT);
        this.vendorId = Fitting.cut(attempt.result().messageId(), Fitting.LONG);
        this.country = attempt.country();
        this.segments = attempt.segments();
        this.priceMicros = Fitting.micros(attempt.price());
        this.startedAt = attempt.startedAt().toEpochMilli();
        this.endedAt = attempt.endedAt().toEpochMilli();
    }
}
