<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-settings-method.ftl" as listed>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("twoFactorSettingsRemoveTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorSettingsRemoveTitle"))/>
        <form id="two-factor-remove-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <p class="two-factor-state"><strong><@listed.name twoFactor.method/></strong></p>
            <p>${msg("twoFactorSettingsRemoveHint")}<#if twoFactor.last> ${msg(twoFactor.required?then("twoFactorSettingsLastRequired", "twoFactorSettingsLast"))}</#if></p>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <button id="two-factor-confirm" type="submit" name="confirm" value="${twoFactor.method.id}" class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorSettingsRemove")}</button>
                <button id="two-factor-keep" type="submit" name="keep" value="true" class="${form.secondaryButtonClass()}">${msg("twoFactorSettingsKeep")}</button>
            </div></div>
        </form>
    </#if>
</@layout.registrationLayout>
