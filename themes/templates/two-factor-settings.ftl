<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-settings-method.ftl" as listed>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("twoFactorSettingsTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorSettingsTitle"))/>
        <form id="two-factor-settings-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <#if twoFactor.methods?has_content>
                <p class="two-factor-state" id="two-factor-switch-state">${msg(twoFactor.off?then("twoFactorSettingsOff", "twoFactorSettingsOn"))}</p>
                <ul class="two-factor-methods">
                    <#list twoFactor.methods as method>
                        <li class="two-factor-method" data-method="${method.id}">
                            <p id="two-factor-method-${method?counter}"><@listed.name method/><#if method?is_first && twoFactor.methods?size gt 1> <span class="two-factor-default">${msg("twoFactorSettingsDefault")}</span></#if></p>
                            <div class="two-factor-row">
                                <#if !method?is_first>
                                    <button type="submit" name="default" value="${method.id}" aria-describedby="two-factor-method-${method?counter}" class="${listed.smallButtonClass()}">${msg("twoFactorSettingsMakeDefault")}</button>
                                </#if>
                                <#if !method.lent>
                                    <button type="submit" name="remove" value="${method.id}" aria-describedby="two-factor-method-${method?counter}" class="${listed.smallButtonClass()}">${msg("twoFactorSettingsRemove")}</button>
                                </#if>
                            </div>
                        </li>
                    </#list>
                </ul>
            <#else>
                <p class="two-factor-state">${msg("twoFactorSettingsNone")}</p>
            </#if>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <#if twoFactor.addable>
                    <button id="two-factor-add" type="submit" name="add" value="true" class="${form.secondaryButtonClass()}">${msg("twoFactorSettingsAdd")}</button>
                </#if>
                <#if twoFactor.methods?has_content>
                    <#if twoFactor.off>
                        <button id="two-factor-on" type="submit" name="switch" value="on" class="${form.secondaryButtonClass()}">${msg("twoFactorSettingsTurnOn")}</button>
                    <#elseif twoFactor.switchable>
                        <button id="two-factor-off" type="submit" name="switch" value="off" class="${form.secondaryButtonClass()}">${msg("twoFactorSettingsTurnOff")}</button>
                    <#else>
                        <p class="two-factor-wait">${msg("twoFactorSettingsRequired")}</p>
                    </#if>
                </#if>
                <button id="two-factor-done" type="submit" name="done" value="true" class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorSettingsLeave")}</button>
            </div></div>
        </form>
        <#list twoFactor.sections as part>
            <#include part.template>
        </#list>
    </#if>
</@layout.registrationLayout>
