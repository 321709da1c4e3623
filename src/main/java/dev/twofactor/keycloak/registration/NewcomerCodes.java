package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Newcomer;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.spend.Source;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.light.LightweightUserAdapter;

/** The life of codes of people without an account: the same as everybody's, and counted by the phone or address. */
public final class NewcomerCodes {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Source source;
    private final String place;

    /**
     * @param source whom messages and wrong codes are counted against; null for where the request came from
     * @param place what a code is tied to beside its destination: the browser's session, or the application
     */
    public NewcomerCodes(KeycloakSession session, RealmModel realm, Source source, String place) {
        this.session = session;
        this.realm = realm;
        this.source = source;
        this.place = place;
    }

    /** Sends the first message, unless one is on its way already. */
    public Issued open(CodeChannel channel, Destination destination) {
        Binding binding = binding(channel, destination);
        CodeLifeCycle codes = codes(channel);
        Collection<String> standing = codes.standing(List.of(binding)).values();
        Issued issued = codes.open(binding, standing, true);
        // What stands here may be of no use any more.
        return handedOver(
                channel,
                destination,
                issued instanceof Issued.Stands stands && !stands.status().live()
                        ? codes.resend(binding, standing)
                        : issued);
    }

    /** Sends another message, if that may be. */
    public Issued resend(CodeChannel channel, Destination destination, String handle) {
        return handedOver(channel, destination, codes(channel).resend(binding(channel, destination), Set.of(handle)));
    }

    /** What stands; empty for a handle of another destination or place. */
    public Optional<CodeStatus> status(CodeChannel channel, Destination destination, String handle) {
        return codes(channel).status(binding(channel, destination), Set.of(handle));
    }

    /** Judges a code. */
    public Judgement verify(CodeChannel channel, Destination destination, String handle, TypedCode typed) {
        return codes(channel).verify(binding(channel, destination), Set.of(handle), typed);
    }

    /** Uses a proof up, whatever becomes of this request; false when it was used before or is of another place. */
    public boolean take(Proved proved) {
        return TwoFactor.of(session)
                .proofs()
                .take(binding(proved.channel(), proved.destination()), proved.challengeId());
    }

    private Issued handedOver(CodeChannel channel, Destination destination, Issued issued) {
        if (issued instanceof Issued.Send send) {
            TwoFactor twoFactor = TwoFactor.of(session);
            CodeChannel.Letter letter = new CodeChannel.Letter(
                    session,
                    realm,
                    addressee(channel, destination),
                    session.getProvider(LoginFormsProvider.class),
                    destination,
                    send.code(),
                    twoFactor.companyName(realm),
                    send.status().sends(),
                    send.validFor(),
                    Purpose.REGISTER);
            twoFactor.outbox(channel.channel()).afterCommit(session, send.deliveryId(), channel.write(letter));
        }
        return issued;
    }

    private CodeLifeCycle codes(CodeChannel channel) {
        LoginFormsProvider texts = session.getProvider(LoginFormsProvider.class);
        return TwoFactor.of(session)
                .codes(
                        realm,
                        Occasion.withoutOther(number -> channel.parts(session, realm, texts, number))
                                .by(source));
    }

    // Keycloak's templates of mails ask for a user, who exists nowhere yet.
    private UserModel addressee(CodeChannel channel, Destination destination) {
        UserModel addressee = new LightweightUserAdapter(session, realm, null);
        if (channel.channel() == Channel.EMAIL) {
            addressee.setEmail(destination.address());
        }
        return addressee;
    }

    private Binding binding(CodeChannel channel, Destination destination) {
        return new Binding(
                realm.getId(),
                Newcomer.id(RealmDestinationKeys.limits(session, realm), channel.channel(), destination),
                place,
                Purpose.REGISTER,
                channel.channel(),
                destination);
    }
}
