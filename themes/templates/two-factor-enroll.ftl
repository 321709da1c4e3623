<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-enroll-form.ftl" as enroll>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("twoFactorChooseTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorChooseTitle"))/>
        <p class="two-factor-state">${msg(twoFactor.required?then("twoFactorRequiredHint", "twoFactorChooseHint"))}</p>
        <form id="two-factor-choose-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <#list twoFactor.methods as method>
                    <button id="two-factor-choose-${method}" type="submit" name="method" value="${method}" class="${form.secondaryButtonClass()}">${msg("twoFactorChoose-" + method)}</button>
                </#list>
                <#if twoFactor.canWait><@enroll.wayOut name="later" label=msg("twoFactorLater")/></#if>
                <@enroll.cancel/>
            </div></div>
        </form>
    </#if>
</@layout.registrationLayout>
