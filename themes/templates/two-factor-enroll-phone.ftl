<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-enroll-form.ftl" as enroll>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("phoneNumber"); section>
    <#if section = "header">
        ${msg("twoFactorEnrollTitle-sms")}
    <#elseif section = "form">
        <@form.styleAndScript/>
        <p class="two-factor-state">${msg("twoFactorEnrollHint-sms")}</p>
        <form id="two-factor-enroll-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
            <@enroll.group name="country" label=msg("twoFactorCountry")>
                    <select id="country" name="country" autocomplete="country" class="<#if !form.modern>${properties.kcInputClass!}</#if>">
                        <option value="" <#if twoFactor.country == "">selected</#if>>${msg("twoFactorCountryNone")}</option>
                        <#list twoFactor.countries as country>
                            <option value="${country.code}" data-pattern="${country.pattern}" <#if country.code == twoFactor.country>selected</#if>>${country.name} (${country.prefix})</option>
                        </#list>
                    </select>
            </@enroll.group>
            <@enroll.input name="phoneNumber" label=msg("twoFactorPhoneNumber") value=twoFactor.phoneNumber type="tel" autocomplete="tel" inputmode="tel"/>
            <div class="${properties.kcFormGroupClass!} two-factor-buttons">
                <@enroll.sendButton/>
                <#if twoFactor.choosable><@enroll.wayOut name="choose" label=msg("twoFactorChooseAnother")/></#if>
                <@enroll.cancel/>
            </div>
        </form>
        <script type="module" src="${url.resourcesPath}/two-factor/phone.js"></script>
        <script type="module" src="${url.resourcesPath}/two-factor/code.js"></script>
    </#if>
</@layout.registrationLayout>
