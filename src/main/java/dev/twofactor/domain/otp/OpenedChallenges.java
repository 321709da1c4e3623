package dev.twofactor.domain.otp;

import dev.twofactor.domain.otp.CodeStore.UserRecords;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The challenges that one login has opened so far, over all its channels and destinations. */
record OpenedChallenges(List<Challenge> all) {

    static OpenedChallenges of(UserRecords records, Collection<String> handles) {
        return new OpenedChallenges(handles.stream()
                .distinct()
                .flatMap(handle -> records.challenge(handle).stream())
                .toList());
    }

    /** The one for exactly this user, browser, channel and destination. */
    Optional<Challenge> matching(Binding binding) {
        String fingerprint = binding.fingerprint();
        return all.stream()
                .filter(challenge -> challenge.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** Messages of the whole login. */
    int sends() {
        return all.stream().mapToInt(Challenge::sends).sum();
    }

    /** Messages of the whole login as they are with this challenge, which may be new or changed. */
    int sendsWith(Challenge challenge) {
        return all.stream()
                        .filter(other -> !other.id().equals(challenge.id()))
                        .mapToInt(Challenge::sends)
                        .sum()
                + challenge.sends();
    }
}
