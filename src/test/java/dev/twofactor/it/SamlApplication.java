package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** An application that speaks SAML: posts its request and wants the answer posted. */
final class SamlApplication {

    private SamlApplication() {}

    static void addTo(TestRealm realm) {
        ObjectNode saml = JsonNodeFactory.instance.objectNode();
        saml.put("clientId", "saml-app").put("protocol", "saml");
        saml.putArray("redirectUris").add(BrowserSession.APPLICATION + "*");
        saml.putObject("attributes").put("saml.client.signature", "false").put("saml.force.post.binding", "true");
        TestKeycloak.shared().admin().send("POST", "/" + realm.name() + "/clients", saml);
    }

    /** Where the request goes. */
    static String address(TestRealm realm) {
        return TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/saml";
    }

    /**
     * What the field {@code SAMLRequest} holds.
     *
     * @param more further attributes, such as {@code ForceAuthn="true"}
     */
    static String request(String more) {
        String request = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_" + Secrets.hex(16)
                + "\" Version=\"2.0\" IssueInstant=\""
                + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
                + " AssertionConsumerServiceURL=\"" + BrowserSession.APPLICATION + "acs\" " + more + ">"
                + "<saml:Issuer>saml-app</saml:Issuer></samlp:AuthnRequest>";
        return Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8));
    }
}
