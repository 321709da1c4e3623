package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.enrollment.OfferedMethods;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** The settings page, and the question before something is removed. */
final class SettingsPage {

    private static final String TEMPLATE = "two-factor-settings.ftl";
    private static final String QUESTION = "two-factor-settings-remove.ftl";

    private final RequiredActionContext context;
    private final UserSwitch userSwitch;

    SettingsPage(RequiredActionContext context) {
        this.context = context;
        this.userSwitch = new UserSwitch(context.getSession(), context.getRealm(), context.getUser());
    }

    void show() {
        show(context.form());
    }

    /** @param message key of what has just been done */
    void showDone(String message) {
        show(context.form().setSuccess(message));
    }

    /** Asks whether this method shall really go. */
    void ask(ListedMethod method) {
        boolean last = ListedMethod.of(context.getUser()).size() == 1;
        Map<String, Object> view = Map.of("method", method.view(), "last", last, "required", !userSwitch.mayTurnOff());
        context.challenge(context.form().setAttribute("twoFactor", view).createForm(QUESTION));
    }

    private void show(LoginFormsProvider form) {
        Map<String, Object> view = new HashMap<>();
        view.put(
                "methods",
                ListedMethod.of(context.getUser()).stream()
                        .map(ListedMethod::view)
                        .toList());
        view.put("off", userSwitch.isOff());
        view.put("switchable", userSwitch.mayTurnOff());
        view.put("addable", !OfferedMethods.of(context).isEmpty());
        view.put("sections", sections());
        context.challenge(form.setAttribute("twoFactor", view).createForm(TEMPLATE));
    }

    private List<Map<String, Object>> sections() {
        return SettingsSections.ALL.stream()
                .map(section -> {
                    Map<String, Object> model = section.model(context);
                    return model == null
                            ? null
                            : Map.<String, Object>of("template", section.template(), "model", model);
                })
                .filter(Objects::nonNull)
                .toList();
    }
}
