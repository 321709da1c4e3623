package dev.twofactor.keycloak.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of one second factor of one user; no destination can be read from it. */
@Entity(name = "TwoFactorEnrollment")
@Table(name = "TWO_FACTOR_ENROLLMENT")
public class EnrollmentEntity {

    @Id
    @Column(name = "CREDENTIAL_ID")
    String credentialId;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "TYPE")
    String type;

    @Column(name = "ENABLED")
    boolean enabled;

    @Column(name = "SINCE")
    long since;

    @Column(name = "DESTINATION_HASH")
    String destinationHash;

    protected EnrollmentEntity() {}

    EnrollmentEntity(String realmId, String userId, Enrollment enrollment) {
        this.credentialId = enrollment.credentialId();
        this.realmId = realmId;
        this.userId = userId;
        this.type = enrollment.type();
        this.enabled = true;
        this.since = enrollment.since();
        this.destinationHash = enrollment.destinationHash();
    }

    Enrollment enrollment() {
        return new Enrollment(credentialId, type, since, destinationHash);
    }
}
