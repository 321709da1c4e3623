package dev.twofactor.keycloak.store;

import dev.twofactor.domain.spend.Subject;
import dev.twofactor.domain.spend.Tally;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of one tally: a few hundred bytes, however many messages are counted; no number or address is in it. */
@Entity(name = "TwoFactorTally")
@Table(name = "TWO_FACTOR_TALLY")
public class TallyEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "MARKS")
    String marks;

    /** From then on the row matters to nobody and can be purged. */
    @Column(name = "ENDS_AT")
    long endsAt;

    protected TallyEntity() {}

    TallyEntity(String realmId, Subject subject) {
        this.id = id(realmId, subject);
        this.realmId = realmId;
    }

    /** Sorts as subjects do, so that rows are locked in one order everywhere. */
    static String id(String realmId, Subject subject) {
        char place = (char) ('a' + subject.kind().ordinal());
        return realmId + ":" + place + ":" + subject.key();
    }

    Tally tally() {
        return Marks.parse(marks);
    }

    void take(Tally tally) {
        marks = Marks.format(tally);
        endsAt = Marks.endsAt(tally).toEpochMilli();
    }
}
