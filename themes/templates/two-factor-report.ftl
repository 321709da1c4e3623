<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg((twoFactor.state == "DONE")?then("twoFactorReportDoneTitle", "twoFactorReportTitle"))}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg((twoFactor.state == "DONE")?then("twoFactorReportDoneTitle", "twoFactorReportTitle")))/>
        <#if twoFactor.state?starts_with("ASK")>
            <p>${msg((twoFactor.state == "ASK_CODE")?then("twoFactorReportCodeHint", "twoFactorReportHint"))}</p>
            <form id="two-factor-report-form" class="${properties.kcFormClass!}" action="${twoFactor.action}" method="post">
                <input type="hidden" name="key" value="${twoFactor.key}">
                <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                    <button id="two-factor-report" type="submit" class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorReportButton")}</button>
                </div></div>
            </form>
        <#elseif twoFactor.state == "DONE">
            <p role="status">${msg("twoFactorReportDone")}</p>
        <#else>
            <p role="status">${msg("twoFactorReportOver")}</p>
        </#if>
    </#if>
</@layout.registrationLayout>
