package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.policy.PolicyKeys;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.preview.Effect;
import dev.twofactor.keycloak.preview.RequirementPreview;
import dev.twofactor.keycloak.store.RequiredUsersQuery;
import dev.twofactor.keycloak.store.RequiredUsersQuery.Fate;
import dev.twofactor.keycloak.store.RequiredUsersQuery.Part;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;

/**
 * What would come of requiring a second factor; nothing is changed. Every question takes keys of the policy as query
 * parameters, which stand in the place of the realm's own; {@code requirement} is {@code required} unless it is given.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class PreviewResource {

    private static final int MOST = 500;
    private static final int LONGEST_VALUE = 2000;

    private final AdminCall call;

    PreviewResource(AdminCall call) {
        this.call = call;
    }

    /** How many users would be met, and what keeps a requirement from working in this realm. */
    @GET
    public Map<String, Object> counts(@Context UriInfo asked) {
        call.requireView();
        SeenUsers seen = new SeenUsers(call);
        RequirementPreview preview = preview(asked);
        Map<String, Object> shown = new LinkedHashMap<>();
        users(preview, seen).counts().forEach((fate, number) -> shown.put(fate.key(), number));
        shown.put("obstacles", preview.obstacles());
        return shown;
    }

    /**
     * The users of one fate, in the order of their names: {@code id} and {@code username}.
     *
     * @param fate one of the names that {@link #counts} has; {@code must-set-up} by default
     * @param max how many at most, 1 to 500
     */
    @GET
    @Path("users")
    public List<Map<String, Object>> list(
            @Context UriInfo asked,
            @QueryParam("fate") @DefaultValue("must-set-up") String fate,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        call.requireView();
        SeenUsers seen = new SeenUsers(call);
        Fate chosen = Fate.of(fate)
                .orElseThrow(() -> AdminError.badRequest(
                        "fate",
                        "fate: one of all, required, ready, switched-off, must-set-up, without-destination,"
                                + " from-provider is expected"));
        checkPage(first, max);
        return users(preview(asked), seen).page(chosen, first, max).entrySet().stream()
                .map(user -> Map.<String, Object>of("id", user.getKey(), "username", user.getValue()))
                .toList();
    }

    /** The roles, as they are assigned to users, by how many of their users would have to set one up. */
    @GET
    @Path("roles")
    public List<Map<String, Object>> roles(
            @Context UriInfo asked,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        return parts(asked, Part.ROLE, first, max);
    }

    /** The groups, by how many of their own members would have to set one up. */
    @GET
    @Path("groups")
    public List<Map<String, Object>> groups(
            @Context UriInfo asked,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        return parts(asked, Part.GROUP, first, max);
    }

    /** Applications with a way in that no browser page is part of, or that the requirement would not hold for. */
    @GET
    @Path("clients")
    public List<Map<String, Object>> clients(
            @Context UriInfo asked,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        call.requireView();
        call.auth().clients().requireList();
        checkPage(first, max);
        RequirementPreview preview = preview(asked);
        return call.realm()
                .getClientsStream()
                .filter(ClientModel::isEnabled)
                .filter(client -> call.auth().clients().canView(client))
                .flatMap(preview::effects)
                .skip(first)
                .limit(max)
                .map(PreviewResource::show)
                .toList();
    }

    /** Identity providers, with how many of the users that come from them would be met. */
    @GET
    @Path("identity-providers")
    public List<Map<String, Object>> providers(
            @Context UriInfo asked,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        call.requireView();
        call.auth().realm().requireViewIdentityProviders();
        requireAllUsers();
        checkPage(first, max);
        RequirementPreview preview = preview(asked);
        List<IdentityProviderModel> page = providers()
                .filter(IdentityProviderModel::isEnabled)
                .skip(first)
                .limit(max)
                .toList();
        List<String> aliases =
                page.stream().map(IdentityProviderModel::getAlias).toList();
        RequiredUsersQuery users = users(preview, new SeenUsers(call));
        Map<String, Map<String, Object>> rows = new PreviewedParts(call.realm(), users)
                .rows(Part.PROVIDER, aliases, users.of(Part.PROVIDER, Fate.MUST_SET_UP, aliases));
        page.forEach(provider -> rows.get(provider.getAlias()).put("asksAfterwards", preview.asksAfter(provider)));
        return List.copyOf(rows.values());
    }

    // The only call that 26.4 and 26.7 both have.
    @SuppressWarnings("deprecation")
    private Stream<IdentityProviderModel> providers() {
        return call.session().identityProviders().getAllStream();
    }

    private List<Map<String, Object>> parts(UriInfo asked, Part part, int first, int max) {
        call.requireView();
        requireAllUsers();
        checkPage(first, max);
        RequiredUsersQuery users = users(preview(asked), new SeenUsers(call));
        Map<String, Long> mustSetUp = users.largest(part, Fate.MUST_SET_UP, first, max);
        return List.copyOf(new PreviewedParts(call.realm(), users)
                .rows(part, List.copyOf(mustSetUp.keySet()), mustSetUp)
                .values());
    }

    // Roles, groups and providers tell of users whom fine-grained permissions may hide.
    private void requireAllUsers() {
        if (!call.auth().hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)) {
            throw new ForbiddenException();
        }
    }

    private RequiredUsersQuery users(RequirementPreview preview, SeenUsers seen) {
        return new RequiredUsersQuery(
                call.session().getProvider(JpaConnectionProvider.class).getEntityManager(), preview.rules(), seen);
    }

    private RequirementPreview preview(UriInfo asked) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("requirement", "required");
        asked.getQueryParameters().forEach((key, values) -> {
            if (PolicyKeys.isKnown(key)) {
                changes.put(key, bounded(key, String.join(",", values)));
            }
        });
        try {
            return new RequirementPreview(
                    call.session(), call.realm(), new StoredPolicy(call.session(), call.realm()).with(changes));
        } catch (SettingException e) {
            throw AdminError.badRequest(e);
        }
    }

    private static String bounded(String key, String value) {
        if (value.length() > LONGEST_VALUE || value.codePoints().anyMatch(Character::isISOControl)) {
            throw AdminError.badRequest(key, key + ": up to " + LONGEST_VALUE + " printable characters are expected");
        }
        return value.strip();
    }

    private static void checkPage(int first, int max) {
        if (first < 0 || max < 1 || max > MOST) {
            throw AdminError.badRequest("max", "first: 0 or more and max: 1 to " + MOST + " are expected");
        }
    }

    private static Map<String, Object> show(Effect effect) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("client", effect.client());
        shown.put("way", effect.way().key());
        shown.put("effect", effect.impact().key());
        shown.put("message", effect.message());
        return shown;
    }
}
