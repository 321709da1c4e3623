<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("twoFactorTrustTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorTrustTitle"))/>
        <p class="two-factor-state">${msg("twoFactorTrustHint")}</p>
        <form id="two-factor-trust-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <@form.trustBox/>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <button id="two-factor-continue" type="submit" name="continue" value="true"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorContinue")}</button>
            </div></div>
        </form>
    </#if>
</@layout.registrationLayout>
