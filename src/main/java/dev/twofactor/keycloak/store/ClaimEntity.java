package dev.twofactor.keycloak.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** The row of one phone or address that somebody is about to make a second factor; no destination can be read from it. */
@Entity(name = "TwoFactorClaim")
@Table(name = "TWO_FACTOR_CLAIM")
@IdClass(ClaimEntity.Key.class)
public class ClaimEntity {

    /** Realm id and keyed hash of the destination. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String realmId;
        private String destinationHash;

        public Key() {}

        Key(String realmId, String destinationHash) {
            this.realmId = realmId;
            this.destinationHash = destinationHash;
        }

        String realmId() {
            return realmId;
        }

        String destinationHash() {
            return destinationHash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && realmId.equals(key.realmId)
                    && destinationHash.equals(key.destinationHash);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, destinationHash);
        }
    }

    @Id
    @Column(name = "REALM_ID")
    String realmId;

    @Id
    @Column(name = "DESTINATION_HASH")
    String destinationHash;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "TAKEN_AT")
    long takenAt;

    protected ClaimEntity() {}

    ClaimEntity(String realmId, String destinationHash, String userId, long takenAt) {
        this.realmId = realmId;
        this.destinationHash = destinationHash;
        this.userId = userId;
        this.takenAt = takenAt;
    }
}
