package dev.twofactor.keycloak.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The last reset of a whole realm: how far it has come. */
@Entity(name = "TwoFactorReset")
@Table(name = "TWO_FACTOR_RESET")
public class ResetEntity {

    @Id
    @Column(name = "REALM_ID")
    String realmId;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    ResetProgress.State state;

    @Column(name = "STARTED_AT")
    long startedAt;

    @Column(name = "ENDED_AT")
    Long endedAt;

    /** The last user who is done; empty before the first. */
    @Column(name = "LAST_USER")
    String lastUser;

    @Column(name = "USERS_TOTAL")
    long total;

    @Column(name = "USERS_RESET")
    long reset;

    @Column(name = "USERS_FAILED")
    long failed;

    protected ResetEntity() {}

    ResetEntity(String realmId) {
        this.realmId = realmId;
    }

    ResetProgress progress() {
        return new ResetProgress(state, startedAt, endedAt, total, reset, failed);
    }
}
