package dev.twofactor.keycloak.device;

import com.google.auto.service.AutoService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Tells an application that a trusted browser spared the second factor: the claim {@code trusted_device} with {@code since}
 * (seconds since 1970) and {@code age} (seconds, when the token is made). Absent where no trust was used.
 */
@AutoService(ProtocolMapper.class)
public final class TrustClaimMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper {

    public static final String PROVIDER_ID = "two-factor-trusted-device-mapper";
    private static final String DEFAULT_CLAIM = "trusted_device";
    private static final List<ProviderConfigProperty> PROPERTIES = new ArrayList<>();

    static {
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(PROPERTIES);
        PROPERTIES.get(0).setDefaultValue(DEFAULT_CLAIM);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(PROPERTIES, TrustClaimMapper.class);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Two-Factor: trusted device";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Says that a trusted browser spared the second factor at this sign-in, and how old the trust is.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.copyOf(PROPERTIES);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext client) {
        String name = mapper.getConfig().getOrDefault(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, DEFAULT_CLAIM);
        TrustClaim.since(userSession).ifPresent(since -> token.getOtherClaims().put(name, claim(since)));
    }

    private static Map<String, Long> claim(Instant since) {
        long now = Time.currentTimeMillis() / 1000;
        return Map.of("since", since.getEpochSecond(), "age", now - since.getEpochSecond());
    }
}
