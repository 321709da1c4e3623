package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.enrollment.EnrollmentForm;
import java.util.Map;
import org.keycloak.authentication.RequiredActionContext;

/** A further part of the settings page, with a template of its own. */
public interface SettingsSection {

    /** The template that shows it; it finds {@link #model} as {@code part.model} ({@code section} is the layout's word), and posts to {@code url.loginAction}. */
    String template();

    /** What the template shows; null where this user has nothing to see here. */
    Map<String, Object> model(RequiredActionContext context);

    /**
     * Does what was posted when it is this section's; the step-up is done.
     *
     * @return the message key of what to tell the person; null when something else was posted
     */
    String act(RequiredActionContext context, EnrollmentForm form);
}
