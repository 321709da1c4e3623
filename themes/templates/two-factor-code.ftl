<#import "template.ftl" as layout>
<#-- keycloak.v2 brings field.ftl and other class names; the older themes do not. -->
<#assign modern = .get_optional_template("field.ftl").exists>
<#assign problem = messagesPerField.existsError("code")?then(messagesPerField.get("code"), "")>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("code"); section>
    <#if section = "header">
        ${msg("twoFactorCodeTitle")}
    <#elseif section = "form">
        <link rel="stylesheet" href="${url.resourcesPath}/two-factor/two-factor.css">
        <p id="two-factor-state" class="two-factor-state" role="status" data-state="${twoFactor.state}">
            <#if twoFactor.state == "SENDING">
                ${msg("twoFactorSending-" + twoFactor.method)} <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            <#elseif twoFactor.state == "SENT">
                ${msg("twoFactorSent-" + twoFactor.method)} <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            </#if>
        </p>
        <form id="two-factor-code-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
            <div class="${properties.kcFormGroupClass!}">
                <div class="<#if modern>${properties.kcFormGroupLabelClass!}<#else>${properties.kcLabelWrapperClass!}</#if>">
                    <label for="code" class="<#if modern>${properties.kcFormLabelClass!}<#else>${properties.kcLabelClass!}</#if>">
                        <span class="${properties.kcFormLabelTextClass!}">${msg("twoFactorCodeLabel", twoFactor.length)}</span>
                    </label>
                </div>
                <div class="${properties.kcInputWrapperClass!}">
                    <#if modern><span class="${properties.kcInputClass!} <#if problem?has_content>${properties.kcError!}</#if>"></#if>
                    <input id="code" name="code" type="text" value="" dir="ltr" maxlength="64" autofocus
                           inputmode="numeric" autocomplete="one-time-code" autocapitalize="off" spellcheck="false"
                           class="two-factor-code <#if !modern>${properties.kcInputClass!}</#if>"
                           aria-invalid="<#if problem?has_content>true<#else>false</#if>"
                           <#if problem?has_content>aria-describedby="input-error-code"</#if>>
                    <#if modern></span></#if>
                    <#if problem?has_content>
                        <div class="${properties.kcFormHelperTextClass!}">
                            <span id="input-error-code" class="<#if modern>${properties.kcInputHelperTextItemClass!} ${properties.kcError!}<#else>${properties.kcInputErrorMessageClass!}</#if>" role="alert">
                                ${kcSanitize(problem)?no_esc}
                            </span>
                        </div>
                    </#if>
                </div>
            </div>
            <div class="${properties.kcFormGroupClass!} two-factor-buttons">
                <button id="two-factor-verify" type="submit" name="verify" value="true"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorVerify")}</button>
                <#if twoFactor.canResend>
                    <button id="two-factor-resend" type="submit" name="resend" value="true"
                            data-wait="${twoFactor.resendSeconds?c}"
                            class="${properties.kcButtonClass!} <#if modern>${properties.kcButtonSecondaryClass!}<#else>${properties.kcButtonDefaultClass!}</#if> ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorResend")}</button>
                    <p id="two-factor-wait" class="two-factor-wait" data-text="${msg("twoFactorWait", "{0}")}"><#if twoFactor.resendSeconds gt 0>${msg("twoFactorWait", twoFactor.resendSeconds)}</#if></p>
                <#else>
                    <p class="two-factor-wait">${msg("twoFactorNoMoreSends")}</p>
                </#if>
            </div>
        </form>
        <script type="module" src="${url.resourcesPath}/two-factor/code.js"></script>
    </#if>
</@layout.registrationLayout>
