package dev.twofactor.domain.enrollment;

import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.otp.CodeStore;
import dev.twofactor.domain.otp.CodeStore.UserRecords;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Keeps when one user was asked, past restarts of the login and of the server. */
public final class AskedRecord {

    private final CodeStore store;
    private final String realmId;
    private final String userId;

    public AskedRecord(CodeStore store, String realmId, String userId) {
        this.store = store;
        this.realmId = realmId;
        this.userId = userId;
    }

    /** What is known so far. */
    public Asked read() {
        return store.exclusively(realmId, userId, UserRecords::asked);
    }

    /** A requirement met the user; only the first time counts. */
    public void required(Instant now) {
        change(asked -> asked.first() == null ? new Asked(now, asked.lastOffer()) : asked);
    }

    /** Setting up was offered. */
    public void offered(Instant now) {
        change(asked -> new Asked(asked.first(), now));
    }

    private void change(UnaryOperator<Asked> change) {
        store.exclusively(realmId, userId, records -> {
            records.save(change.apply(records.asked()));
            return null;
        });
    }
}
