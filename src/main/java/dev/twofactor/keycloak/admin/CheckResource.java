package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.check.Finding;
import dev.twofactor.domain.check.RealmCheck;
import dev.twofactor.domain.check.Standard;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.check.RealmFactsReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
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
