package dev.twofactor.domain.otp;

/** Codes that came back before what they are to serve is there: each serves once. */
public final class Proofs {

    private final CodeStore store;

    public Proofs(CodeStore store) {
        this.store = store;
    }

    /**
     * Uses a proof up, whatever becomes of the surrounding request; of many that ask at once one gets it.
     *
     * @param handle of the challenge whose code came back
     * @return false when its code did not come back, it is of another binding, or it was used up before
     */
    public boolean take(Binding binding, String handle) {
        return store.exclusively(binding.realmId(), binding.userId(), records -> records.challenge(handle)
                .filter(challenge -> challenge.used() && challenge.fingerprint().equals(binding.fingerprint()))
                .map(challenge -> {
                    records.remove(challenge);
                    return true;
                })
                .orElse(false));
    }
}
