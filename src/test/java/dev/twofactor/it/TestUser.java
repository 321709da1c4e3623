package dev.twofactor.it;

/**
 * A user that one test made for itself.
 *
 * @param id Keycloak's id
 * @param phone the enrolled number in E.164 form; empty where the user has none
 * @param address the enrolled mail address; empty where the user has none
 */
record TestUser(String id, String name, String password, String phone, String address) {}
