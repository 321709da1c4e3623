package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.EarlyReport;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.otp.Binding;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One attempt to deliver a message; never the code, never the full destination. */
@Entity(name = "TwoFactorLedger")
@Table(name = "TWO_FACTOR_LEDGER")
public class LedgerEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "CHALLENGE_ID")
    String challengeId;

    @Column(name = "CHANNEL")
    String channel;

    @Column(name = "DESTINATION")
    String destination;

    @Column(name = "COUNTRY")
    String country;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    DeliveryState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "OUTCOME")
    SendResult.Outcome outcome;

    @Column(name = "REASON")
    String reason;

    @Column(name = "SERVICE")
    String service;

    @Column(name = "VENDOR_ID")
    String vendorId;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "SETTLED_AT")
    Long settledAt;

    @Column(name = "SEGMENTS")
    Integer segments;

    @Column(name = "PRICE_MICROS")
    Long priceMicros;

    @Enumerated(EnumType.STRING)
    @Column(name = "EARLY_STATE")
    DeliveryState earlyState;

    @Column(name = "EARLY_SERVICE")
    String earlyService;

    /** Whether the code was entered; written when the challenge goes, null until then. */
    @Column(name = "VERIFIED")
    Boolean verified;

    protected LedgerEntity() {}

    LedgerEntity(Binding binding, String challengeId, Delivery delivery) {
        this.id = delivery.id();
        this.realmId = binding.realmId();
        this.userId = binding.userId();
        this.challengeId = challengeId;
        this.channel = binding.channel().name();
        this.destination = binding.destination().masked();
        this.country = binding.destination().country();
        this.state = delivery.state();
        this.createdAt = delivery.handedOverAt().toEpochMilli();
    }

    /** What was told before any answer; null when nothing was. */
    EarlyReport early() {
        return earlyState == null ? null : new EarlyReport(earlyService, earlyState);
    }

    void take(EarlyReport report) {
        EarlyReport all = early() == null ? report : early().and(report);
        earlyState = all.told();
        earlyService = all.service();
    }

    Delivery delivery() {
        return new Delivery(id, state, Instant.ofEpochMilli(createdAt), outcome);
    }
}
