package dev.twofactor.keycloak.store;

import dev.twofactor.domain.otp.Challenge;
import dev.twofactor.domain.otp.Nonce;
import dev.twofactor.domain.otp.ReportMark;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of one challenge; without the realm's key it gives no code away. */
@Entity(name = "TwoFactorChallenge")
@Table(name = "TWO_FACTOR_CHALLENGE")
public class ChallengeEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "FINGERPRINT")
    String fingerprint;

    @Column(name = "KEY_ID")
    String keyId;

    @Column(name = "NONCE")
    String nonce;

    @Column(name = "CODE_LENGTH")
    int length;

    @Column(name = "ISSUED_AT")
    long issuedAt;

    @Column(name = "EXPIRES_AT")
    long expiresAt;

    @Column(name = "WRONG")
    int wrong;

    @Column(name = "USED")
    boolean used;

    @Column(name = "SENDS")
    int sends;

    @Column(name = "LAST_SENT_AT")
    long lastSentAt;

    @Column(name = "REPORT_KEY")
    String reportKey;

    @Column(name = "SESSION_ID")
    String sessionId;

    protected ChallengeEntity() {}

    ChallengeEntity(String id, String realmId, String userId) {
        this.id = id;
        this.realmId = realmId;
        this.userId = userId;
    }

    Challenge challenge() {
        return new Challenge(
                id,
                fingerprint,
                keyId,
                Nonce.ofHex(nonce),
                length,
                Instant.ofEpochMilli(issuedAt),
                Instant.ofEpochMilli(expiresAt),
                wrong,
                used,
                sends,
                Instant.ofEpochMilli(lastSentAt),
                reportKey == null ? null : new ReportMark(reportKey, sessionId));
    }

    void take(Challenge challenge) {
        fingerprint = challenge.fingerprint();
        keyId = challenge.keyId();
        nonce = challenge.nonce().hex();
        length = challenge.length();
        issuedAt = challenge.issuedAt().toEpochMilli();
        expiresAt = challenge.expiresAt().toEpochMilli();
        wrong = challenge.wrong();
        used = challenge.used();
        sends = challenge.sends();
        lastSentAt = challenge.lastSentAt().toEpochMilli();
        reportKey = challenge.report() == null ? null : challenge.report().keyHash();
        sessionId = challenge.report() == null ? null : challenge.report().sessionId();
    }
}
