package dev.twofactor.keycloak.store;

import dev.twofactor.domain.spend.Subject;
import dev.twofactor.domain.spend.Tallies;
import dev.twofactor.domain.spend.Tally;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tallies as rows that this transaction locks, in the order of their ids. A row that does not exist yet cannot be locked:
 * of two who make it the later fails on the key, and does all of its work again.
 */
final class JpaTallies implements Tallies {

    private final EntityManager em;
    private final String realmId;
    private final Contention contention;
    // Hibernate watches none of them: what was saved is written at once, see write.
    private final Map<String, TallyEntity> held = new HashMap<>();
    private final Map<String, TallyEntity> changed = new TreeMap<>();
    // Nobody can hold what is not there; who asks again learns the same, and loses the race when it was made meanwhile.
    private final Set<String> absent = new HashSet<>();

    JpaTallies(EntityManager em, String realmId, Contention contention) {
        this.em = em;
        this.realmId = realmId;
        this.contention = contention;
    }

    @Override
    public Map<Subject, Tally> hold(Collection<Subject> subjects) {
        List<String> missing = new ArrayList<>();
        for (Subject subject : subjects) {
            String id = TallyEntity.id(realmId, subject);
            if (!held.containsKey(id) && absent.add(id)) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            lock(missing).forEach(this::keep);
        }
        return subjects.stream().collect(Collectors.toMap(Function.identity(), this::tally));
    }

    // A parameter for each id, and no "in" around a single one: Hibernate translates a query anew each time that it is
    // given a list, or could be. And what was saved so far concerns no row that is not held yet: nothing needs to be
    // written before.
    private List<TallyEntity> lock(List<String> ids) {
        String places =
                IntStream.range(0, ids.size()).mapToObj(place -> ":id" + place).collect(Collectors.joining(", "));
        String which = ids.size() == 1 ? "t.id = :id0" : "t.id in (" + places + ")";
        TypedQuery<TallyEntity> query =
                em.createQuery("select t from TwoFactorTally t where " + which + " order by t.id", TallyEntity.class);
        for (int place = 0; place < ids.size(); place++) {
            query.setParameter("id" + place, ids.get(place));
        }
        return query.setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }

    private void keep(TallyEntity row) {
        em.detach(row);
        held.put(row.id, row);
        absent.remove(row.id);
    }

    private Tally tally(Subject subject) {
        TallyEntity row = held.get(TallyEntity.id(realmId, subject));
        return row == null ? Tally.EMPTY : row.tally();
    }

    @Override
    public void save(Subject subject, Tally tally) {
        TallyEntity row = held.get(TallyEntity.id(realmId, subject));
        if (row != null) {
            row.take(tally);
            changed.put(row.id, row);
            return;
        }
        TallyEntity fresh = new TallyEntity(realmId, subject);
        fresh.take(tally);
        contention.during(empty(subject), () -> {
            em.persist(fresh);
            em.flush();
        });
        keep(fresh);
    }

    /** Writes what was saved into rows that were there before: all of them by one statement. */
    void write() {
        if (changed.isEmpty()) {
            return;
        }
        PlainSql database = new PlainSql(em);
        List<Object> values = new ArrayList<>();
        changed.forEach((id, row) -> values.addAll(List.of(id, row.marks)));
        changed.forEach((id, row) -> values.addAll(List.of(id, row.endsAt)));
        values.addAll(changed.keySet());
        String ofEach = " when ? then ?".repeat(changed.size());
        database.update(
                "update " + database.table("TWO_FACTOR_TALLY")
                        + " set MARKS = case ID" + ofEach + " else MARKS end, ENDS_AT = case ID" + ofEach
                        + " else ENDS_AT end where ID in ("
                        + String.join(", ", Collections.nCopies(changed.size(), "?"))
                        + ")",
                values.toArray());
    }

    private TallyEntity empty(Subject subject) {
        TallyEntity empty = new TallyEntity(realmId, subject);
        empty.take(Tally.EMPTY);
        return empty;
    }
}
