package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.check.Finding;
import dev.twofactor.domain.check.RealmCheck;
import dev.twofactor.domain.check.Standard;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.check.LintedMessages;
import dev.twofactor.keycloak.check.RealmFactsReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether the realm is set up right. */
@Produces(MediaType.APPLICATION_JSON)
public final class CheckResource {

    private final AdminCall call;

    CheckResource(AdminCall call) {
        this.call = call;
    }

    /**
     * What is not as it should be, each with {@code rule}, {@code clause}, {@code subject} and {@code message}.
     *
     * @param standards {@code aal2}, {@code psd2} or both, parted by a comma: what the realm has to meet beyond what holds for all
     */
    @GET
    public List<Finding> get(@QueryParam("standards") String standards) {
        call.requireView();
        Set<Standard> chosen = standards(standards);
        try {
            return RealmCheck.of(new RealmFactsReader(call.session(), call.realm()).read(), chosen);
        } catch (SettingException e) {
            return List.of(new Finding("policy-unusable", "OWASP ASVS 5.0 16.5.3", e.key(), e.getMessage()));
        }
    }

    /** The text message with a code in every language of the realm, and what is wrong with its words. */
    @GET
    @Path("messages")
    public List<Map<String, Object>> messages() {
        call.requireView();
        try {
            return new LintedMessages(call.session(), call.realm())
                    .read().stream().map(CheckResource::describe).toList();
        } catch (SettingException e) {
            throw AdminError.badRequest(e);
        }
    }

    private static Map<String, Object> describe(LintedMessages.Linted linted) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("language", linted.language());
        description.put("text", linted.text());
        description.put("alphabet", linted.lint().gsm() ? "gsm" : "unicode");
        description.put("segments", linted.lint().segments());
        description.put(
                "problems",
                linted.lint().problems().stream()
                        .map(problem -> problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
        return description;
    }

    private static Set<Standard> standards(String text) {
        Set<Standard> chosen = EnumSet.noneOf(Standard.class);
        if (text != null && !text.isBlank()) {
            for (String key : text.split(",", 3)) {
                chosen.add(Standard.of(key.strip())
                        .orElseThrow(
                                () -> AdminError.badRequest("standards", "standards: aal2 and psd2 are the choices")));
            }
        }
        return chosen;
    }
}
