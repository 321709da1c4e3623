<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("code"); section>
    <#if section = "header">
        ${msg("twoFactorCodeTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorCodeTitle"))/>
        <p class="two-factor-state">${msg("twoFactorAppHint")}</p>
        <form id="two-factor-code-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
            <#if twoFactor.apps?size gt 1>
                <fieldset class="${properties.kcFormGroupClass!} two-factor-choices">
                    <legend>${msg("twoFactorApps")}</legend>
                    <#list twoFactor.apps as app>
                        <label class="two-factor-choice"><input type="radio" name="credentialId" value="${app.id}" <#if app.id == twoFactor.selected>checked</#if>> <bdi>${app.label?has_content?then(app.label, msg("twoFactorAppUnnamed", app?counter))}</bdi></label>
                    </#list>
                </fieldset>
            </#if>
            <@form.codeField label=msg("twoFactorCodeLabel", twoFactor.length)/>
            <@form.trustBox/>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <@form.verifyButton/>
            </div></div>
        </form>
        <@form.otherWays/>
    </#if>
</@layout.registrationLayout>
