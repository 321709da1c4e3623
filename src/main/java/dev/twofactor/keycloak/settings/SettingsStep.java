package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.enrollment.ChooseMethodFactory;
import dev.twofactor.keycloak.enrollment.EnrollmentForm;
import dev.twofactor.keycloak.enrollment.HandOver;
import dev.twofactor.keycloak.enrollment.OfferedMethods;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/** Does what was pressed on the settings page. */
final class SettingsStep {

    private final RequiredActionContext context;
    private final EnrollmentForm form;
    private final SettingsPage page;

    SettingsStep(RequiredActionContext context) {
        this.context = context;
        this.form = new EnrollmentForm(context);
        this.page = new SettingsPage(context);
    }

    void act() {
        if (!form.isPosted()) {
            page.show();
        } else if (form.has("done")) {
            context.success();
        } else if (form.has("add") && !OfferedMethods.of(context).isEmpty()) {
            HandOver.to(context, ChooseMethodFactory.PROVIDER_ID);
        } else if (form.has("switch")) {
            turn("on".equals(form.text("switch")));
        } else {
            actOnMethod();
        }
    }

    // An id that is not, or no longer, one of the user's changes nothing.
    private void actOnMethod() {
        Optional<ListedMethod> first = posted("default");
        Optional<ListedMethod> asked = posted("remove");
        Optional<ListedMethod> confirmed = posted("confirm");
        if (first.isPresent()) {
            makeDefault(first.get());
        } else if (asked.isPresent()) {
            page.ask(asked.get());
        } else if (confirmed.isPresent()) {
            remove(confirmed.get());
        } else {
            actOnSection();
        }
    }

    private void actOnSection() {
        SettingsSections.ALL.stream()
                .map(section -> section.act(context, form))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresentOrElse(page::showDone, page::show);
    }

    private Optional<ListedMethod> posted(String button) {
        return Optional.ofNullable(form.text(button)).flatMap(id -> ListedMethod.of(context.getUser(), id));
    }

    private void makeDefault(ListedMethod method) {
        context.getUser().credentialManager().moveStoredCredentialTo(method.id(), null);
        event(EventType.UPDATE_CREDENTIAL, method)
                .detail("two_factor_default", "true")
                .success();
        page.showDone("twoFactorSettingsDefaultDone");
    }

    private void remove(ListedMethod method) {
        if (method.lent()) {
            page.show();
            return;
        }
        context.getUser().credentialManager().removeStoredCredentialById(method.id());
        event(EventType.REMOVE_CREDENTIAL, method).success();
        page.showDone("twoFactorSettingsRemoved");
    }

    private void turn(boolean on) {
        UserSwitch userSwitch = new UserSwitch(context.getSession(), context.getRealm(), context.getUser());
        if (!on && !userSwitch.mayTurnOff()) {
            page.show();
            return;
        }
        userSwitch.turn(on, false);
        context.getEvent()
                .clone()
                .event(EventType.UPDATE_CREDENTIAL)
                .detail("two_factor_switch", on ? "on" : "off")
                .success();
        page.showDone(on ? "twoFactorSettingsOnDone" : "twoFactorSettingsOffDone");
    }

    private EventBuilder event(EventType type, ListedMethod method) {
        return context.getEvent()
                .clone()
                .event(type)
                .detail(Details.CREDENTIAL_TYPE, method.type())
                .detail(Details.CREDENTIAL_ID, method.id())
                .detail(Details.CREDENTIAL_USER_LABEL, method.label())
                .detail("two_factor_destination", method.destination());
    }
}
