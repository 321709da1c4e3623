package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;

/** A directory of people in this process, as a company has one. */
final class LdapDirectory implements AutoCloseable {

    private static final String PEOPLE = "ou=people,dc=acme,dc=example";
    private static final String ADMIN = "cn=admin,dc=acme,dc=example";

    private final InMemoryDirectoryServer server;
    private final String adminPassword = Secrets.password();

    LdapDirectory() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=acme,dc=example");
            config.addAdditionalBindCredentials(ADMIN, adminPassword);
            config.setSchema(null);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("local", InetAddress.getLoopbackAddress(), 0, null));
            server = new InMemoryDirectoryServer(config);
            server.add("dn: dc=acme,dc=example", "objectClass: domain", "dc: acme");
            server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
            server.startListening();
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException("The directory did not start", e);
        }
    }

    /** A new person with name and password. */
    void add(String name, String password) {
        try {
            server.add(
                    "dn: uid=" + name + "," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: Test",
                    "sn: User",
                    "mail: " + name + "@acme.example",
                    "userPassword: " + password);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException("The directory did not take a person", e);
        }
    }

    /** Keycloak's component that reads this directory; with import, people get rows in Keycloak's database. */
    ObjectNode federation(boolean imports) {
        ObjectNode component = JsonNodeFactory.instance.objectNode();
        component.put("name", "directory").put("providerId", "ldap");
        component.put("providerType", "org.keycloak.storage.UserStorageProvider");
        ObjectNode config = component.putObject("config");
        set(config, "enabled", "true", "importEnabled", String.valueOf(imports), "editMode", "READ_ONLY");
        set(config, "vendor", "other", "usernameLDAPAttribute", "uid", "rdnLDAPAttribute", "uid");
        set(config, "uuidLDAPAttribute", "entryUUID", "userObjectClasses", "inetOrgPerson", "searchScope", "1");
        set(config, "connectionUrl", "ldap://127.0.0.1:" + server.getListenPort(), "usersDn", PEOPLE);
        set(config, "authType", "simple", "bindDn", ADMIN, "bindCredential", adminPassword, "trustEmail", "true");
        return component;
    }

    private static void set(ObjectNode config, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            config.putArray(pairs[i]).add(pairs[i + 1]);
        }
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
