package dev.twofactor.keycloak.admin;

import jakarta.ws.rs.Path;

/** The root of our admin REST: rights are asked for by each method below it, before anything else. */
public final class AdminEndpoint {

    private final AdminCall call;
    private final TestSendLimit testSends;

    AdminEndpoint(AdminCall call, TestSendLimit testSends) {
        this.call = call;
        this.testSends = testSends;
    }

    /** Who calls. */
    @Path("me")
    public MeResource me() {
        return new MeResource(call);
    }

    /** The realm's text message services. */
    @Path("services")
    public ServicesResource services() {
        return new ServicesResource(call, testSends);
    }

    /** The realm's policy. */
    @Path("policy")
    public PolicyResource policy() {
        return new PolicyResource(call);
    }

    /** The realm's users and their second factors. */
    @Path("users")
    public UsersResource users() {
        return new UsersResource(call);
    }

    /** Whether the realm is set up right. */
    @Path("check")
    public CheckResource check() {
        return new CheckResource(call);
    }

    /** What would come of requiring a second factor. */
    @Path("preview")
    public PreviewResource preview() {
        return new PreviewResource(call);
    }

    /** The ledger of sent messages. */
    @Path("messages")
    public MessagesResource messages() {
        return new MessagesResource(call);
    }

    /** What is sent, by day, service and country. */
    @Path("usage")
    public UsageResource usage() {
        return new UsageResource(call);
    }

    /** Flows, required actions and console client by one call. */
    @Path("setup")
    public SetupResource setup() {
        return new SetupResource(call);
    }
}
