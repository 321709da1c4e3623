<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-enroll-form.ftl" as enroll>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("emailAddress"); section>
    <#if section = "header">
        ${msg("twoFactorEnrollTitle-email")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorEnrollTitle-email"))/>
        <p class="two-factor-state">${msg("twoFactorEnrollHint-email")}</p>
        <form id="two-factor-enroll-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
            <@enroll.input name="emailAddress" label=msg("twoFactorEmailAddress") value=twoFactor.emailAddress type="email" autocomplete="email" inputmode="email"/>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <@enroll.sendButton/>
                <#if twoFactor.choosable><@enroll.wayOut name="choose" label=msg("twoFactorChooseAnother")/></#if>
                <@enroll.cancel/>
            </div></div>
        </form>
    </#if>
</@layout.registrationLayout>
