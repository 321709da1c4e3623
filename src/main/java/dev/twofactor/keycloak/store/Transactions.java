package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Runs work in a transaction that is committed when the call returns and rolled back when it throws. */
public interface Transactions {

    <T> T run(Function<EntityManager, T> work);
}
